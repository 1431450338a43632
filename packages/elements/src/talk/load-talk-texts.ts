import { addLanguage, hasLanguage, type Language, languageOf } from "../i18n/localize.ts";
import type { Catalogue } from "../i18n/text.ts";

/** The texts of a talk, apart from the others: most pages have none. */
const LOADERS: Readonly<Record<Language, () => Promise<{ texts: Catalogue }>>> = {
  de: () => import("../i18n/de-talk.ts"),
  es: () => import("../i18n/es-talk.ts"),
  ja: () => import("../i18n/ja-talk.ts"),
  ar: () => import("../i18n/ar-talk.ts"),
};

const loaded = new Set<string>(["en"]);

/** Loads the texts for a BCP 47 tag once; true where there are other texts now. If that fails, they stay English. */
export async function loadTalkTexts(tag: string | undefined): Promise<boolean> {
  const language = languageOf(tag);
  // The element itself loads the language; its own texts come first.
  if (language === "en" || loaded.has(language) || !hasLanguage(language)) return false;
  try {
    addLanguage(language, (await LOADERS[language]()).texts);
    loaded.add(language);
    return true;
  } catch {
    return false;
  }
}
