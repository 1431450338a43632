import type { Random } from "./random.ts";
import type { LanguageTexts } from "./texts/language-texts.ts";

const MAILBOXES = ["anna", "b.keller", "c-dupont", "info+shop", "李雷"];

/** What stands in for the slots of one call's texts. */
export type SlotValues = ReadonlyMap<string, string>;

/** Draws `{name} {time} {ticket} {email} {phone}`. */
export function slotValues(random: Random, language: LanguageTexts): SlotValues {
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
