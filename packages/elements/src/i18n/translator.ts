import { msg } from "@lit/localize/init/install.js";
import { configureReentrantLocalization } from "@lit/localize/init/reentrant.js";
import { LANGUAGES } from "./languages.ts";
import type { Catalogue } from "./text.ts";

/** Puts a text into a language: by its id, else it stays as it is. */
export type Translate = (id: string, source: string) => string;

const catalogues = new Map<string, { templates: Record<string, string> }>();
let asked = "";

// Two elements on a page may be in two languages. The reentrant set-up asks for the language at every
// text, where the usual one keeps a single language for all.
configureReentrantLocalization({
  sourceLocale: "en",
  targetLocales: [...LANGUAGES],
  getLocale: () => asked,
  loadLocaleSync: (language) => catalogues.get(language),
});

/** What looks texts up in the catalogue of a language. It comes with the catalogue: English needs none. */
export function translator(language: string, templates: Catalogue): Translate {
  catalogues.set(language, { templates });
  return (id, source) => {
    asked = language;
    return msg(source, { id });
  };
}
