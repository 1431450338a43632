import type { CallRow } from "./call-row.ts";
import { Random } from "./random.ts";
import { DIFFICULT } from "./texts/difficult.ts";
import { CHINESE, JAPANESE, KOREAN } from "./texts/east-asian.ts";
import { ENGLISH } from "./texts/english.ts";
import { FRENCH, GERMAN, SPANISH } from "./texts/european.ts";
import type { LanguageTexts } from "./texts/language-texts.ts";
import { ARABIC, HEBREW } from "./texts/right-to-left.ts";
import { HINDI, THAI } from "./texts/south-asian.ts";

const LANGUAGES: readonly (readonly [LanguageTexts, number])[] = [
  [ENGLISH, 36],
  [GERMAN, 12],
  [SPANISH, 8],
  [FRENCH, 8],
  [JAPANESE, 6],
  [CHINESE, 5],
  [KOREAN, 4],
  [HINDI, 4],
  [THAI, 3],
  [ARABIC, 5],
  [HEBREW, 4],
  [DIFFICULT, 5],
];

const MAILBOXES = ["anna", "b.keller", "c-dupont", "info+shop", "李雷"];

/** What the vendor wrote about a call, and the language in which it was held. */
export interface WrittenTexts {
  readonly languageHint: string;
  readonly summary: string | null;
  readonly shortSummary: string | null;
}

/** The texts of a call; the same each time they are asked for. */
export function textsOf(row: CallRow): WrittenTexts {
  const random = Random.for(row.seed, "texts");
  const language = random.weighted(LANGUAGES);
  const { languageHint } = language;
  if (row.texts.kind === "given") {
    return { languageHint, summary: row.texts.summary, shortSummary: row.texts.shortSummary };
  }
  const text = random.pick(language.calls);
  const values = slotValues(random, language);
  const fill = (template: string) =>
    template.replace(/\{(\w+)\}/g, (slot, name: string) => values.get(name) ?? slot);
  const missing = missingTexts(row, random);
  return {
    languageHint,
    summary: missing.summary ? null : fill(text.summary),
    shortSummary: missing.shortSummary ? null : fill(text.shortSummary),
  };
}

/** Running, unjoined and just ended calls have no summaries; of others now and then one is missing. */
function missingTexts(row: CallRow, random: Random): { summary: boolean; shortSummary: boolean } {
  const silent = row.endedMicros === null || row.joinedMicros === null || row.texts.kind === "pending";
  if (silent || random.chance(row.endReason === "system_error" ? 0.5 : 0.03)) {
    return { summary: true, shortSummary: true };
  }
  const lone = random.integer(1, 50);
  return { summary: lone === 1, shortSummary: lone === 2 };
}

function slotValues(random: Random, language: LanguageTexts): ReadonlyMap<string, string> {
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
