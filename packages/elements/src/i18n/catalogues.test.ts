import { equal } from "../../test/assert.ts";
import { englishTexts as english } from "../../test/english-texts.ts";
import { describe, it } from "../../test/mocha.ts";
import { texts as ar } from "./ar.ts";
import { texts as arAdmin } from "./ar-admin.ts";
import { texts as arDoctor } from "./ar-doctor.ts";
import { texts as arMore } from "./ar-more.ts";
import { texts as arTalk } from "./ar-talk.ts";
import { texts as de } from "./de.ts";
import { texts as deAdmin } from "./de-admin.ts";
import { texts as deDoctor } from "./de-doctor.ts";
import { texts as deMore } from "./de-more.ts";
import { texts as deTalk } from "./de-talk.ts";
import { en } from "./en.ts";
import { texts as es } from "./es.ts";
import { texts as esAdmin } from "./es-admin.ts";
import { texts as esDoctor } from "./es-doctor.ts";
import { texts as esMore } from "./es-more.ts";
import { texts as esTalk } from "./es-talk.ts";
import { texts as ja } from "./ja.ts";
import { texts as jaAdmin } from "./ja-admin.ts";
import { texts as jaDoctor } from "./ja-doctor.ts";
import { texts as jaMore } from "./ja-more.ts";
import { texts as jaTalk } from "./ja-talk.ts";
import { LANGUAGES } from "./localize.ts";
import type { Catalogue } from "./text.ts";

const catalogues: Record<string, Catalogue> = {
  de: { ...de, ...deAdmin, ...deDoctor, ...deMore, ...deTalk },
  es: { ...es, ...esAdmin, ...esDoctor, ...esMore, ...esTalk },
  ja: { ...ja, ...jaAdmin, ...jaDoctor, ...jaMore, ...jaTalk },
  ar: { ...ar, ...arAdmin, ...arDoctor, ...arMore, ...arTalk },
};
const CATEGORY = /\.(zero|one|two|few|many|other)$/;

/** The English text that a key stands for. */
const englishOf = (key: string) => english[key] ?? english[key.replace(CATEGORY, ".other")] ?? "";
/** Texts that are English, or in quotes of another language. Gaps are looked for with the manifest. */
function foreign(language: string, catalogue: Catalogue): string[] {
  return Object.entries(catalogue).flatMap(([key, words]) => {
    const source = englishOf(key);
    const isEnglish = source.split(" ").length >= 3 && words === source;
    const isQuoted = /["'“]/.test(language === "de" ? words.replace(/„[^“]*“/g, "") : words);
    return isEnglish || isQuoted || words !== words.trim() ? [key] : [];
  });
}

const TYPED =
  /\b(call-id|time-zone|connect-src|KEYHOLE_ADMIN_SECRET|media-src|assertion-src|allow-same-origin|allow=microphone|Permissions-Policy|Content-Security-Policy|getAssertion|https:\S+dev)\b|“(site|broker|origins|sandbox)”/g;

/** Texts that lack something which is typed as it is: an attribute, a setting, a directive. */
function untyped(catalogue: Catalogue): string[] {
  return Object.entries(catalogue).flatMap(([key, words]) =>
    [...englishOf(key).matchAll(TYPED)]
      .map(([, plain, quoted]) => plain ?? quoted ?? "")
      .filter((typed) => !words.includes(typed))
      .map((typed) => `${key} without ${typed}`),
  );
}

describe("catalogues", () => {
  it("exist for each language that can be loaded", () => {
    equal(Object.keys(catalogues), LANGUAGES);
  });

  for (const [language, catalogue] of Object.entries(catalogues)) {
    it(`${language} has no English sentence and uses its own quotation marks`, () => {
      equal(foreign(language, catalogue), []);
    });

    it(`${language} keeps attributes, settings and directives untranslated`, () => {
      equal(untyped(catalogue), []);
    });
  }

  it("fail for planted faults", () => {
    const planted = { ...de, "failed.title": en["failed.title"], calls: "Die 'Anrufe' " };
    equal(foreign("de", planted).sort(), ["calls", "failed.title"]);
    equal(untyped({ ...deMore, "callMissing.text": "Das Attribut fehlt." }), [
      "callMissing.text without call-id",
    ]);
  });
});
