import type { Language } from "./languages.ts";
import { addLanguage } from "./localize.ts";
import type { Translate } from "./translator.ts";

/** Set by the build: folder of the files, from the origin of the script. */
declare const KEYHOLE_PARTS: string | undefined;

/** Loads the catalogue of a language. The browser loads each once; where that failed, English is spoken. */
export async function loadLanguage(language: Language): Promise<void> {
  try {
    const { translate }: { translate: Translate } = await (typeof KEYHOLE_PARTS === "string"
      ? import(`${KEYHOLE_PARTS}texts-${language}.js`)
      : CATALOGUES[language]());
    addLanguage(language, translate);
  } catch {
    // Whoever asked goes on in English.
  }
}

const CATALOGUES: Record<Language, () => Promise<{ translate: Translate }>> = {
  de: () => import("./de.ts"),
  es: () => import("./es.ts"),
  ja: () => import("./ja.ts"),
  ar: () => import("./ar.ts"),
};
