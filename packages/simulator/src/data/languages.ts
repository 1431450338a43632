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

const BY_HINT = new Map(LANGUAGES.map(([language]) => [language.languageHint, language]));
/** The difficult texts call themselves English. */
BY_HINT.set(ENGLISH.languageHint, ENGLISH);

/** BCP 47 tags of the languages of the data. */
export const LANGUAGE_HINTS: readonly string[] = [...BY_HINT.keys()];

/** The language of a tag in `LANGUAGE_HINTS`. */
export function languageNamed(hint: string): LanguageTexts | undefined {
  return BY_HINT.get(hint);
}

/** Draws a call's language, unless the call is planned to be in a certain one. */
export function drawLanguage(row: CallRow, random: Random): LanguageTexts {
  const drawn = random.weighted(LANGUAGES);
  return row.plan.language ?? drawn;
}

/** The language that a call is held in. */
export function languageOf(row: CallRow): LanguageTexts {
  return drawLanguage(row, Random.for(row.seed, "texts"));
}
