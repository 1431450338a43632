import { equal } from "../../../test/assert.ts";
import { call } from "../../../test/calls.ts";
import { describe, it } from "../../../test/mocha.ts";
import { parseCsv } from "../../../test/parse-csv.ts";
import { csvCell, csvHeader, csvLine, csvOf } from "./csv.ts";

/** A cell as a spreadsheet shows it. */
const shown = (text: string) => parseCsv(csvLine([text]))[0]?.[0];

describe("csvCell", () => {
  const formulas = [
    "=1+1",
    "+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(A1)",
    "＝1+1",
    "＋1+1",
    "－1+1",
    "＠SUM(A1)",
    "  =1+1",
    '"=1+1',
    "' =1+1",
    "\u00a0=1+1",
    "\u200b=1+1",
    "-",
    "+49 30 123",
  ];
  for (const text of formulas) {
    it(`puts an apostrophe before ${JSON.stringify(text)}`, () => equal(shown(text), `'${text}`));
  }

  const inside: [string, string][] = [
    ["a;=1+1", "a;'=1+1"],
    ["a; =1+1;b", "a;' =1+1;b"],
    ["a\t=1+1", "a\t'=1+1"],
    ["a\n=1+1", "a\n'=1+1"],
    ["a\r\n-1+1", "a\r\n'-1+1"],
    ["a\n\n=1+1", "a\n\n'=1+1"],
    ["=a;=b", "'=a;'=b"],
    ["\t=1+1", "'\t'=1+1"],
    ["\tword", "'\tword"],
    ["\rword", "'\rword"],
  ];
  for (const [text, expected] of inside) {
    it(`guards each cell that ${JSON.stringify(text)} may be split into`, () => equal(shown(text), expected));
  }

  const plain = ["word", "a=b", "5", "-5", "+5", "-5.25", "a - b", "2026-11-20T12:00:00Z", "", "it's"];
  for (const text of plain) it(`leaves ${JSON.stringify(text)} as it is`, () => equal(shown(text), text));

  it("quotes by RFC 4180", () => {
    equal(csvCell('say "no", twice'), '"say ""no"", twice"');
    equal(csvCell("two\r\nlines"), '"two\r\nlines"');
    equal(csvCell("word"), "word");
  });

  it("keeps numbers, and writes null as an empty cell", () => {
    equal(csvLine([-5, 0.25, null, true]), "-5,0.25,,true\r\n");
  });
});

describe("csvOf", () => {
  it("writes a cell for every column and metadata key, empty when a call has none", () => {
    const keys = ["tenant", "=order"];
    const [header, ...rows] = parseCsv(
      csvHeader(keys) +
        csvOf(call(0, { metadata: { tenant: "=north" } }), keys) +
        csvOf(call(1, { agent: null, durationMs: null, title: null, metadata: { "=order": "7" } }), keys),
    );
    equal(
      rows.map((row) => row.length),
      [header?.length, header?.length],
    );
    const [first, second] = rows.map((row) =>
      Object.fromEntries(row.map((cell, place) => [header?.[place], cell])),
    );
    equal(
      [first?.duration_ms, first?.duration_s, first?.created_at, first?.["metadata.tenant"]],
      ["184000", "184", "2026-11-20T12:00:00.000Z", "'=north"],
    );
    equal(
      [second?.agent_name, second?.duration_ms, second?.["metadata.tenant"], second?.["metadata.=order"]],
      ["", "", "", "7"],
    );
  });

  it("ignores inherited properties of metadata", () => {
    const [header, row] = parseCsv(csvHeader(["toString"]) + csvOf(call(0), ["toString"]));
    equal([header?.at(-1), row?.at(-1)], ["metadata.toString", ""]);
  });
});
