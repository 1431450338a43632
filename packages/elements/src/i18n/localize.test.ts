import { assert, equal } from "../../test/assert.ts";
import { english } from "../../test/english.ts";
import { describe, it } from "../../test/mocha.ts";
import { texts as ar } from "./ar-more.ts";
import { texts as de } from "./de.ts";
import { texts as deMore } from "./de-more.ts";
import { addLanguage, hasLanguage, languageOf, loadLanguage, textIn, withTexts } from "./localize.ts";
import type { Catalogue } from "./text.ts";

addLanguage("de", { ...de, ...deMore });
addLanguage("ar", ar);
/** What a host may put there without a type check. */
const hostile = (texts: unknown) => texts as Catalogue;

describe("languageOf", () => {
  const cases: [string | undefined, string][] = [
    ["de", "de"],
    ["de-AT", "de"],
    ["es-419", "es"],
    ["ar-EG", "ar"],
    ["ja-JP-u-ca-japanese", "ja"],
    ["en-GB", "en"],
    ["fr", "en"],
    ["dev", "en"],
    ["constructor", "en"],
    [undefined, "en"],
  ];
  for (const [tag, language] of cases)
    it(`returns ${language} for ${tag}`, () => equal(languageOf(tag), language));
});

describe("textIn", () => {
  it("returns the text of the language, else the English one", () => {
    equal(textIn("de-AT", {}, "calls"), de.calls);
    equal(textIn("fr", {}, "calls"), "Calls");
    equal(textIn(undefined, {}, "calls"), "Calls");
    equal([hasLanguage("es"), textIn("es", {}, "calls")], [false, "Calls"]);
  });

  it("uses plurals and numbers of the language", () => {
    equal(textIn("de", {}, "complete", { count: 1 }), "1 Anruf, alles geladen");
    equal(textIn("de", {}, "complete", { count: 12_345 }), "12.345 Anrufe, alles geladen");
    equal(textIn("en", {}, "complete", { count: 12_345 }), "12,345 calls, all loaded");
    equal(textIn("fr", {}, "complete", { count: 0 }), "0 calls, all loaded");
    const counts = [0, 1, 2, 3, 11, 100];
    const arabic = counts.map((count) => textIn("ar-EG", {}, "newTurns", { count }));
    equal(new Set(arabic.slice(0, 4)).size, 4);
    assert(arabic[3]?.startsWith("٣ مداخلات"), arabic[3] ?? "");
    assert(arabic[4]?.startsWith("١١ مداخلة"), arabic[4] ?? "");
  });

  it("uses the English plural while the catalogue is not loaded", () => {
    equal(textIn("ja", {}, "complete", { count: 3 }), "3 calls, all loaded");
    equal(textIn("es", {}, "complete", { count: 1 }), "1 call, all loaded");
  });

  it("prefers the host's text, with values in its places", () => {
    const own = { calls: "Conversations", "complete.other": "all {count}: {count}", stage: "" };
    equal(textIn("en", own, "calls"), "Conversations");
    equal(textIn("en", own, "complete", { count: 1_000 }), "all 1,000: 1,000");
    equal(textIn("en", own, "complete", { count: 1 }), "1 call, all loaded");
    equal(textIn("de", own, "calls"), "Conversations");
    equal(textIn("en", own, "stage", { number: 2 }), "");
  });

  it("selects a host's plural by its language, also without a catalogue", () => {
    const polish = {
      "complete.one": "{count} rozmowa",
      "complete.few": "{count} rozmowy",
      "complete.many": "{count} rozmów",
      "complete.other": "{count} rozmowy",
    };
    const said = [1, 2, 5].map((count) => textIn("pl", polish, "complete", { count }));
    equal(said, ["1 rozmowa", "2 rozmowy", "5 rozmów"]);
  });

  it("ignores values that are no text", () => {
    for (const value of [null, undefined, 7, true, {}, [], () => "x", Symbol("x"), Object.create(null)])
      equal(textIn("en", hostile({ calls: value }), "calls"), "Calls", String(typeof value));
    for (const texts of [7, "calls", true, () => {}, [], Object.create(null)])
      equal(textIn("en", hostile(texts), "calls"), "Calls", typeof texts);
  });

  it("leaves a place without a value empty, also one named like an inherited member", () => {
    const own = { calls: "[{nothing}{constructor}{toString}{__proto__}{hasOwnProperty}]" };
    equal(textIn("en", own, "calls", { count: 1 }), "[]");
    equal(textIn("en", { calls: "{a b} {} {" }, "calls"), "{a b} {} {");
  });

  it("inserts values literally", () => {
    equal(textIn("en", {}, "tool_call", { name: "$& $1 {name} <b>" }), "Tool $& $1 {name} <b>");
    equal(english("turn.play", { time: "1:02" }), "Play from 1:02");
  });
});

describe("loadLanguage", () => {
  it("loads what the first row says, and the rest with a lazy module", async () => {
    equal(hasLanguage("ja"), false);
    await loadLanguage("ja");
    equal([hasLanguage("ja"), textIn("ja-JP-u-ca-japanese", {}, "calls")], [true, "通話"]);
    equal(textIn("ja", {}, "loadMore"), english("loadMore"));
    const module = { texts: { "lamp.on": "On" } };
    equal(await withTexts(Promise.resolve(module)), module);
    equal([textIn("ja", {}, "loadMore"), textIn("ja", {}, "lamp.on" as "calls")], ["さらに読み込む", "On"]);
  });

  it("loads all of a language that comes later", async () => {
    await loadLanguage("es");
    equal([textIn("es", {}, "calls"), textIn("es", {}, "loadMore")], ["Llamadas", "Cargar más"]);
  });
});

describe("withTexts", () => {
  it("rejects as the module does, and adds the texts of the next", async () => {
    const failure = new TypeError("no module");
    equal(await withTexts(Promise.reject(failure)).catch((error) => error), failure);
    await withTexts(Promise.resolve({ texts: { "lamp.off": "Off" } }));
    equal(textIn("en", {}, "lamp.off" as "calls"), "Off");
  });
});
