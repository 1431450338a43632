import { texts as arTexts } from "../i18n/ar-admin.ts";
import { texts as deTexts } from "../i18n/de-admin.ts";
import { enAdmin } from "../i18n/en-admin.ts";
import { texts as esTexts } from "../i18n/es-admin.ts";
import { texts as jaTexts } from "../i18n/ja-admin.ts";
import type { Language } from "../i18n/localize.ts";
import type { Catalogue, Text } from "../i18n/text.ts";

/** All languages are in the page's own file: one owner loads it, and no page that embeds an element. */
const CATALOGUES: Readonly<Record<Language | "en", Catalogue>> = {
  en: enAdmin,
  de: deTexts,
  es: esTexts,
  ja: jaTexts,
  ar: arTexts,
};

const LANGUAGES = Object.keys(CATALOGUES) as (keyof typeof CATALOGUES)[];

/** The language of the page that has a catalogue, else English. */
export function adminLanguage(tag: string): keyof typeof CATALOGUES {
  const [wanted] = tag.toLowerCase().split("-");
  return LANGUAGES.find((language) => language === wanted) ?? "en";
}

/** Looks texts up in a language of `adminLanguage`; `texts` replace those of its catalogue. */
export function adminText(language: keyof typeof CATALOGUES, texts: Catalogue = {}): Text {
  const catalogue = { ...CATALOGUES[language], ...texts };
  const plurals = new Intl.PluralRules(language);
  return (key, values = {}) => {
    const { count } = values;
    const form = typeof count === "number" ? catalogue[`${key}.${plurals.select(count)}`] : undefined;
    const text = form ?? catalogue[key] ?? "";
    return text.replace(/\{(\w+)\}/g, (_, name: string) => (values[name] ?? "").toLocaleString(language));
  };
}
