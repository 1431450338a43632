import { equal } from "../../../test/assert.ts";
import { call } from "../../../test/calls.ts";
import { describe, it } from "../../../test/mocha.ts";
import { TypeAhead } from "./type-ahead.ts";

const TITLES = ["Billing", "Émile called", "bill sent", "“Broken” line", "Appointment", "Öffnungszeiten"];
const ROWS = [
  ...TITLES.map((title, n) => call(n, { title, agent: { id: "a", name: "Zoë" } })),
  call(6, { title: null, summary: "New tyres for a van", agent: null }),
];

/** Types characters at an interval; returns the row that each leads to. */
function typing(words: string, { from = 0, gapMs = 100, locale = "en" } = {}): (number | null)[] {
  const ahead = new TypeAhead();
  let at = from;
  return [...words].map((character, n) => {
    const place = ahead.type(character, { atMs: n * gapMs, rows: ROWS, from: at, locale });
    at = place ?? at;
    return place;
  });
}

describe("TypeAhead", () => {
  it("finds the next row that begins with a letter in any case", () => equal(typing("a"), [4]));
  it("narrows down with each letter", () => equal(typing("bro"), [2, 3, 3]));
  it("stays on a row that still matches", () => equal(typing("bill", { from: 4 }), [0, 0, 0, 0]));
  it("starts over after half a second", () => equal(typing("be", { gapMs: 501 }), [2, 1]));
  it("moves from row to row with one repeated letter", () => equal(typing("bbbb"), [2, 3, 0, 2]));
  it("ignores accents and quotes", () => equal([typing("e"), typing("o")], [[1], [5]]));
  it("follows the alphabet of the language", () => equal(typing("o", { locale: "sv" }), [null]));
  it("finds a row by its agent", () => equal(typing("zoe", { from: 3 }), [4, 4, 4]));
  it("finds a row without title by its summary", () => equal(typing("new t"), [6, 6, 6, 6, 6]));
  it("returns null when no row matches", () => equal(typing("x"), [null]));
  it("returns null without rows", () => {
    equal(new TypeAhead().type("a", { atMs: 0, rows: [], from: -1, locale: "en" }), null);
  });
});
