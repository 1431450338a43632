import { CHINESE, HINDI, JAPANESE, KOREAN, THAI } from "./asian.ts";
import { DIFFICULT } from "./difficult.ts";
import { ENGLISH, FRENCH, GERMAN, SPANISH } from "./european.ts";
import type { Language } from "./language.ts";
import { ARABIC, HEBREW } from "./right-to-left.ts";

/** All languages, each with its weight: how often a call uses it. */
export const LANGUAGES: readonly (readonly [Language, number])[] = [
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
// The difficult texts call themselves English; the tag still means English.
BY_HINT.set(ENGLISH.languageHint, ENGLISH);

/** BCP 47 tags of the languages of the data. */
export const LANGUAGE_HINTS: readonly string[] = [...BY_HINT.keys()];

/** The language of a tag in `LANGUAGE_HINTS`. */
export function languageNamed(hint: string): Language | undefined {
  return BY_HINT.get(hint);
}
