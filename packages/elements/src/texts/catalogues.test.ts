import { assert, equal } from "../session/testing/assert.ts";
import { describe, it } from "../testing/mocha.ts";
import { texts as ar } from "./ar.ts";
import { texts as de } from "./de.ts";
import { en } from "./en.ts";
import { enCall } from "./en-call.ts";
import { enLater } from "./en-later.ts";
import { enList } from "./en-list.ts";
import { texts as es } from "./es.ts";
import { texts as ja } from "./ja.ts";
import { LANGUAGES } from "./languages.ts";
import type { Catalogue } from "./text.ts";

const english: Catalogue = { ...en, ...enCall, ...enLater, ...enList };
const catalogues: Record<string, Catalogue> = { de, es, ja, ar };
const CATEGORY = /\.(zero|one|two|few|many|other)$/;

/** The English text that a key stands for. */
const englishOf = (key: string) => english[key] ?? english[key.replace(CATEGORY, ".other")] ?? "";
const placesOf = (words: string) => [...words.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();

/** What a catalogue lacks or has too much. */
function gapsOf(language: string, catalogue: Catalogue): string[] {
  const { pluralCategories } = new Intl.PluralRules(language).resolvedOptions();
  const all = Object.keys(english).flatMap((key) =>
    CATEGORY.test(key) ? pluralCategories.map((category) => key.replace(CATEGORY, `.${category}`)) : [key],
  );
  const wanted = [...new Set(all)];
  const known = Object.keys(catalogue);
  return [
    ...wanted.filter((key) => !known.includes(key)).map((key) => `lacks ${key}`),
    ...known.filter((key) => !wanted.includes(key)).map((key) => `has ${key}`),
  ];
}

/** Texts whose places are not those of the English one. One and two may say their number in words. */
function misplaced(catalogue: Catalogue): string[] {
  return Object.entries(catalogue).flatMap(([key, words]) => {
    const wanted = placesOf(englishOf(key));
    const said = /\.(zero|one|two)$/.test(key) ? wanted.filter((place) => place !== "count") : wanted;
    const places = JSON.stringify(placesOf(words));
    return [wanted, said].some((one) => JSON.stringify(one) === places) ? [] : [key];
  });
}

describe("catalogues", () => {
  it("are those of the languages that are loaded", () => {
    equal(Object.keys(catalogues), LANGUAGES);
  });

  for (const [language, catalogue] of Object.entries(catalogues)) {
    it(`${language} has every text, and the plurals of its language`, () => {
      equal(gapsOf(language, catalogue), []);
    });

    it(`${language} has the places of the English texts, and no text without words`, () => {
      equal(misplaced(catalogue), []);
      for (const [key, words] of Object.entries(catalogue)) {
        assert(words.trim() !== "" && words === words.trim(), key);
        assert(!/[{}]/.test(words.replace(/\{\w+\}/g, "")), `${key}: ${words}`);
      }
    });

    it(`${language} leaves no sentence in English, and quotes as its readers do`, () => {
      for (const [key, words] of Object.entries(catalogue)) {
        const source = englishOf(key);
        assert(source.split(" ").length < 3 || words !== source, `${key} is in English`);
        assert(!/["'“]/.test(language === "de" ? words.replace(/„[^“]*“/g, "") : words), `${key}: ${words}`);
      }
    });

    it(`${language} keeps what is typed as it is: attributes, settings, directives`, () => {
      const TYPED =
        /\b(call-id|time-zone|connect-src|media-src|assertion-src|allow-same-origin|getAssertion|https:\S+dev)\b|“(site|broker|origins|sandbox)”/g;
      for (const key of Object.keys(catalogue)) {
        for (const [, plain, quoted] of englishOf(key).matchAll(TYPED))
          assert(catalogue[key]?.includes(plain ?? quoted ?? ""), `${key} names ${plain ?? quoted}`);
      }
    });
  }

  it("are looked into: what is planted is found", () => {
    const { loading: _, ...less } = de;
    equal(gapsOf("de", { ...less, "loaded.few": "x" }), ["lacks loading", "has loaded.few"]);
    equal(misplaced({ ...de, stage: "Phase", "loaded.other": "Anrufe" }), ["loaded.other", "stage"]);
  });
});
