import type { Random } from "../base/random.ts";

/** Something said. The slots of summaries are filled in, and `{card}`. */
export interface Line {
  readonly speaker: "user" | "agent";
  readonly text: string;
}

/** Lines to choose from. */
export interface Dialogue {
  /** How fast it is spoken; scripts whose characters are syllables are slower. */
  readonly charactersPerSecond: number;
  readonly greeting: string;
  readonly user: readonly string[];
  readonly agent: readonly string[];
}

/** What the vendor would write after a call. Slots: `{name} {time} {ticket} {email} {phone}`. */
interface CallText {
  readonly summary: string;
  readonly shortSummary: string;
}

/** What is said and written in one language. */
export interface Language {
  /** BCP 47, at most 16 characters. */
  readonly languageHint: string;
  /** Names of callers. */
  readonly names: readonly string[];
  /** Phone numbers of ranges kept for fiction or never assigned; `#` is a digit. */
  readonly phone: string;
  /** Summaries to choose from. */
  readonly calls: readonly CallText[];
  readonly dialogue: Dialogue;
}

const MAILBOXES = ["anna", "b.keller", "c-dupont", "info+shop", "李雷"];

/** The values that replace the slots of one call's texts. */
export type SlotValues = ReadonlyMap<string, string>;

/** Draws `{name} {time} {ticket} {email} {phone}`. */
export function slotValues(random: Random, language: Language): SlotValues {
  const hour = random.integer(8, 19);
  const minute = random.pick(["00", "15", "30", "45"]);
  return new Map([
    ["name", random.pick(language.names)],
    ["time", `${hour}:${minute}`],
    ["ticket", `T-${random.integer(10_000, 99_999)}`],
    ["email", `${random.pick(MAILBOXES)}.${random.integer(100, 999)}@mail.example`],
    ["phone", language.phone.replaceAll("#", () => String(random.integer(0, 9)))],
  ]);
}

/** A slot without a value stays as it is. */
export function fillSlots(template: string, values: SlotValues): string {
  return template.replace(/\{(\w+)\}/g, (slot, name: string) => values.get(name) ?? slot);
}
