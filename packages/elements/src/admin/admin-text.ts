import { texts as ar } from "../i18n/ar-admin.ts";
import { texts as de } from "../i18n/de-admin.ts";
import { enAdmin } from "../i18n/en-admin.ts";
import { texts as es } from "../i18n/es-admin.ts";
import { texts as ja } from "../i18n/ja-admin.ts";
import type { Catalogue, Text } from "../i18n/text.ts";

/** All languages are in the page's own file: one owner loads it, and no page that embeds an element. */
const CATALOGUES: ReadonlyMap<string, Catalogue> = new Map<string, Catalogue>([
  ["en", enAdmin],
  ["de", de],
  ["es", es],
  ["ja", ja],
  ["ar", ar],
]);

/** The language of the page that has a catalogue, else English. */
export function adminLanguage(tag: string): string {
  const [language = ""] = tag.toLowerCase().split("-");
  return CATALOGUES.has(language) ? language : "en";
}

/** Looks texts up in a language of `adminLanguage`. */
export function adminText(language: string): Text {
  const catalogue: Catalogue = CATALOGUES.get(language) ?? enAdmin;
  const plurals = new Intl.PluralRules(language);
  return (key, values = {}) => {
    const { count } = values;
    const form = typeof count === "number" ? catalogue[`${key}.${plurals.select(count)}`] : undefined;
    const text = form ?? catalogue[key] ?? "";
    return text.replace(/\{(\w+)\}/g, (_, name: string) => (values[name] ?? "").toLocaleString(language));
  };
}
