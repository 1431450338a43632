import { call } from "../../../test/calls.ts";
import { describe, it } from "../../../test/mocha.ts";
import { equal } from "../../../test/session/assert.ts";
import { TypeAhead } from "./type-ahead.ts";

const TITLES = ["Billing", "Émile called", "bill sent", "“Broken” line", "Appointment", "Öffnungszeiten"];
const ROWS = [
  ...TITLES.map((title, n) => call(n, { title, agent: { id: "a", name: "Zoë" } })),
  call(6, { title: null, summary: "New tyres for a van", agent: null }),
];

/** Types characters, each so long after the one before; gives where each leads from the row before. */
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
  it("goes to the next row that begins so, whatever the case", () => equal(typing("a"), [4]));
  it("narrows down while it is typed", () => equal(typing("bro"), [2, 3, 3]));
  it("stays where what is typed still holds", () => equal(typing("bill", { from: 4 }), [0, 0, 0, 0]));
  it("begins anew after half a second", () => equal(typing("be", { gapMs: 501 }), [2, 1]));
  it("goes from row to row with one letter again and again", () => equal(typing("bbbb"), [2, 3, 0, 2]));
  it("knows neither accents nor quotes", () => equal([typing("e"), typing("o")], [[1], [5]]));
  it("knows the letters of a language", () => equal(typing("o", { locale: "sv" }), [null]));
  it("finds by agent", () => equal(typing("zoe", { from: 3 }), [4, 4, 4]));
  it("finds by summary where there is no title", () => equal(typing("new t"), [6, 6, 6, 6, 6]));
  it("leads nowhere where none begins so", () => equal(typing("x"), [null]));
  it("finds nothing among no rows", () => {
    equal(new TypeAhead().type("a", { atMs: 0, rows: [], from: -1, locale: "en" }), null);
  });
});
