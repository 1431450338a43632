import { DIFFICULT } from "../texts/difficult.ts";
import type { LanguageTexts } from "../texts/language-texts.ts";
import {
  CHINESE_DIALOGUE,
  HINDI_DIALOGUE,
  JAPANESE_DIALOGUE,
  KOREAN_DIALOGUE,
  THAI_DIALOGUE,
} from "./asian.ts";
import type { Dialogue } from "./dialogue.ts";
import { DIFFICULT_DIALOGUE } from "./difficult.ts";
import { ENGLISH_DIALOGUE, FRENCH_DIALOGUE, GERMAN_DIALOGUE, SPANISH_DIALOGUE } from "./european.ts";
import { ARABIC_DIALOGUE, HEBREW_DIALOGUE } from "./right-to-left.ts";

const DIALOGUES: Readonly<Record<string, Dialogue>> = {
  en: ENGLISH_DIALOGUE,
  de: GERMAN_DIALOGUE,
  es: SPANISH_DIALOGUE,
  fr: FRENCH_DIALOGUE,
  ja: JAPANESE_DIALOGUE,
  zh: CHINESE_DIALOGUE,
  ko: KOREAN_DIALOGUE,
  hi: HINDI_DIALOGUE,
  th: THAI_DIALOGUE,
  ar: ARABIC_DIALOGUE,
  he: HEBREW_DIALOGUE,
};

/** What is said in a language. The difficult texts call themselves English. */
export function dialogueOf(language: LanguageTexts): Dialogue {
  if (language === DIFFICULT) return DIFFICULT_DIALOGUE;
  return DIALOGUES[language.languageHint] ?? ENGLISH_DIALOGUE;
}
