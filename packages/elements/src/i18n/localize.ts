import { en } from "./en.ts";
import type { Catalogue, TextValues } from "./text.ts";

/** The texts of a language that the first row needs, and those of everything that loads after it. */
interface LanguageModule {
  texts: Catalogue;
  loadMore: () => Promise<{ texts: Catalogue }>;
}

/** Loads each language when an element needs it. */
const LOADERS = {
  de: () => import("./de.ts"),
  es: () => import("./es.ts"),
  ja: () => import("./ja.ts"),
  ar: () => import("./ar.ts"),
} satisfies Record<string, () => Promise<LanguageModule>>;

export type Language = keyof typeof LOADERS;

/** Languages with a catalogue; all others read English. The files of a release follow from these. */
export const LANGUAGES = Object.keys(LOADERS) as Language[];

/** The English texts of the entry and of the lazy modules that have loaded. */
const english: Record<string, string> = { ...en };
const catalogues = new Map<string, Catalogue>();
/** Each loads the rest of a language in use, or fails. The browser loads a file once. */
const rests: (() => Promise<void>)[] = [];
/** Whether anything beyond the first rows is shown: a language then has to be there as a whole. */
let beyondRows = false;

/** Adds English texts. */
export function addTexts(texts: Catalogue): void {
  Object.assign(english, texts);
}

/** A lazy module with its texts, in English and in the languages in use. */
export async function withTexts<Module extends { texts: Catalogue }>(
  loading: Promise<Module>,
): Promise<Module> {
  const [module] = await Promise.all([loading, loadRests()]);
  addTexts(module.texts);
  beyondRows = true;
  // Of a language that has come into use meanwhile.
  await loadRests();
  return module;
}

/** Adds texts of another language. */
export function addLanguage(language: Language, texts: Catalogue): void {
  catalogues.set(language, { ...catalogues.get(language), ...texts });
}

/** Loads what a language needs for what is shown. The browser loads each file once; if that fails, texts stay English. */
export async function loadLanguage(language: Language): Promise<void> {
  try {
    const { texts, loadMore } = await LOADERS[language]();
    addLanguage(language, texts);
    rests.push(async () => addLanguage(language, (await loadMore()).texts));
    if (beyondRows) await loadRests();
  } catch {
    // The element goes on in English.
  }
}

/** What fails stays English until the next lazy module asks. */
function loadRests(): Promise<unknown> {
  return Promise.all(rests.map((load) => load().catch(() => {})));
}

/** The language for a BCP 47 tag. */
export function languageOf(tag: string | undefined): Language | "en" {
  return LANGUAGES.find((language) => tag?.split("-")[0] === language) ?? "en";
}

/** Whether the texts of a language are loaded. */
export function hasLanguage(language: Language | "en"): boolean {
  return language === "en" || catalogues.has(language);
}

/**
 * A text in the language of a locale: the host's own, else the catalogue's, else the English one. A host's
 * text that is no string counts as absent; a place without a value stays empty.
 */
export function textIn(
  locale: string | undefined,
  own: Catalogue,
  key: string,
  values: TextValues = {},
): string {
  const language = languageOf(locale);
  const { count } = values;
  const other = english[`${key}.other`];
  const formIn = (tag: string | undefined) =>
    other && typeof count === "number" ? `${key}.${new Intl.PluralRules(tag).select(count)}` : key;
  // A host may speak a language that has no catalogue here, with more or fewer forms than English.
  const hosts: unknown = own[formIn(locale)];
  const form = formIn(language);
  const text =
    typeof hosts === "string" ? hosts : (catalogues.get(language)?.[form] ?? english[form] ?? other ?? "");
  // Not what every object inherits.
  const given: TextValues = { ...values, __proto__: null as never };
  return text.replace(/\{(\w+)\}/g, (_, name: string) => (given[name] ?? "").toLocaleString(locale));
}
