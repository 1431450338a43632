import type { Random } from "../base/random.ts";

/** A spoken line. It may contain the slots of summaries, and `{card}`. */
export interface Line {
  readonly speaker: "user" | "agent";
  readonly text: string;
}

/** Lines to choose from. */
export interface Dialogue {
  /** Speaking rate. Scripts whose characters are syllables have a lower one. */
  readonly charactersPerSecond: number;
  readonly greeting: string;
  readonly user: readonly string[];
  readonly agent: readonly string[];
}

/** The vendor's summaries of a call. Slots: `{name} {time} {ticket} {email} {phone}`. */
interface CallText {
  readonly summary: string;
  readonly shortSummary: string;
}

/** The texts of one language. */
export interface Language {
  /** BCP 47, at most 16 characters. */
  readonly languageHint: string;
  /** Names of callers. */
  readonly names: readonly string[];
  /** Phone numbers that are reserved for fiction or never assigned. `#` is a digit. */
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

/** Fills the slots of a text. A slot without a value stays as it is. */
export function fillSlots(template: string, values: SlotValues): string {
  return template.replace(/\{(\w+)\}/g, (slot, name: string) => values.get(name) ?? slot);
}
