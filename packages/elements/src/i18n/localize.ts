import { en } from "./en.ts";
import { LANGUAGES, type Language } from "./languages.ts";
import type { Catalogue, TextValues } from "./text.ts";
import type { Translate } from "./translator.ts";

/** The English texts of the parts that are loaded. */
const sources: Record<string, string> = { ...en };
const translators = new Map<string, Translate>();

/** Adds English texts. */
export function addTexts(texts: Catalogue): void {
  Object.assign(sources, texts);
}

/** Adds the English texts of a lazy module. */
export function withTexts<Module extends { texts: Catalogue }>(module: Module): Module {
  addTexts(module.texts);
  return module;
}

/** Takes what puts texts into a language. */
export function addLanguage(language: Language, translate: Translate): void {
  translators.set(language, translate);
}

/** The language for a BCP 47 tag. */
export function languageOf(tag: string | undefined): Language | "en" {
  return LANGUAGES.find((language) => tag?.split("-")[0] === language) ?? "en";
}

/** Whether nothing has to be loaded for a language. */
export function hasLanguage(language: string): boolean {
  return language === "en" || translators.has(language);
}

/**
 * A text in the language of a locale: what the host put in its place, else the catalogue's, else the
 * English one. A host's text that is no string counts as absent; a value that is missing leaves its place empty.
 */
export function textIn(
  locale: string | undefined,
  own: Catalogue,
  key: string,
  values: TextValues = {},
): string {
  const language = languageOf(locale);
  const { count } = values;
  const other = sources[`${key}.other`];
  const formIn = (tag: string | undefined) =>
    other && typeof count === "number" ? `${key}.${new Intl.PluralRules(tag).select(count)}` : key;
  // A host may speak a language that has no catalogue here, with more or fewer forms than English.
  const mine: unknown = own[formIn(locale)];
  const id = formIn(language);
  const source = sources[id] ?? other ?? "";
  const words = typeof mine === "string" ? mine : (translators.get(language)?.(id, source) ?? source);
  return words.replace(/\{(\w+)\}/g, (_, name: string) =>
    Object.hasOwn(values, name) ? (values[name] ?? "").toLocaleString(locale) : "",
  );
}
