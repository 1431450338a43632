import { equal } from "../../../test/assert.ts";
import { call } from "../../../test/calls.ts";
import { describe, it } from "../../../test/mocha.ts";
import { parseCsv } from "../../../test/parse-csv.ts";
import { columnsFor } from "./columns.ts";
import { csvCell, csvColumns, csvDialect, csvHeader, csvOf } from "./csv.ts";

const ENGLISH = csvDialect("en");
const GERMAN = csvDialect("de");

/** The content of a cell. */
const shown = (text: string) => parseCsv(`${csvCell(text, ENGLISH)}\r\n`)[0]?.[0];

describe("csvCell", () => {
  const formulas = [
    "=1+1",
    "+cmd|' /C calc'!A0",
    "@SUM(A1)",
    "＝1+1",
    "＠SUM(A1)",
    '"=1+1',
    "' =1+1",
    "-caller; agent = human",
    '=HYPERLINK("https://evil.example","x")',
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
    ["\u200b=1+1", "'\u200b=1+1"],
    ["\u00a0=1+1", "'\u00a0=1+1"],
  ];
  for (const [text, expected] of inside) {
    it(`guards each cell that ${JSON.stringify(text)} may be split into`, () => equal(shown(text), expected));
  }

  const retyped = [
    "0012345",
    "+4915112345678",
    "+49 (0) 151 1234-5678",
    "1234567890123456789",
    "1-2",
    "3/4",
    "5. Dezember 2026",
    "MAR1",
    "mar-1",
    "Dec 5, 2026",
    "12,5",
    "555'123'4567",
    "12E5",
    "12:30",
    "50%",
    "-5",
    "-",
    "-2+3",
    "- says hello",
    "０１２",
    "＋4915112345678",
    "٠١٢",
    "true",
    "#N/A",
  ];
  for (const text of retyped) {
    it(`keeps ${JSON.stringify(text)} as a text`, () => equal(shown(text), `="${text}"`));
  }

  it("puts no more into a formula than a string without an end, a separator or a call", () => {
    const long = `+${"1".repeat(255)}`;
    for (const text of ['+1"', "+1;-2", "+1, +2", "+1\t2", "+1\n2", "+cmd|' /C calc'!A0", "-=1", "+@1", long])
      equal(shown(text)?.startsWith("="), false, text);
  });

  const plain = [
    "word",
    "a=b",
    "a - b",
    "call-0",
    "Room 12",
    "They want 3 rooms for the party on Saturday evening",
    "0b8f1f6e-1d2a-4c1e-9a53-0f3b8c6f8f21",
    "",
    "it's",
  ];
  for (const text of plain) it(`leaves ${JSON.stringify(text)} as it is`, () => equal(shown(text), text));

  it("quotes by RFC 4180", () => {
    equal(csvCell('say "no", twice', ENGLISH), '"say ""no"", twice"');
    equal(csvCell("two\r\nlines", ENGLISH), '"two\r\nlines"');
    equal(csvCell("word", ENGLISH), "word");
    equal(csvCell("007", ENGLISH), '"=""007"""');
  });

  it("keeps numbers, and writes null as an empty cell", () => {
    equal(
      [-5, 0.25, null, true].map((value) => csvCell(value, ENGLISH)),
      ["-5", "0.25", "", "true"],
    );
    equal(csvCell(0.25, GERMAN), "0,25");
  });
});

describe("csvDialect", () => {
  for (const [locale, separator, decimal] of [
    ["en", ",", "."],
    ["en-ZA", ";", ","],
    ["de", ";", ","],
    ["de-CH", ",", "."],
    ["es", ";", ","],
    ["es-MX", ",", "."],
    ["fr-CA", ";", ","],
    ["pt-BR", ";", ","],
    ["ru", ";", ","],
    ["ja", ",", "."],
    ["ar-EG", ",", "."],
    ["ar-MA", ";", ","],
    ["fa", ",", "."],
  ] as const) {
    it(`separates by ${separator} in ${locale}`, () => {
      const dialect = csvDialect(locale);
      equal([dialect.separator, dialect.decimal], [separator, decimal]);
    });
  }
});

describe("csvOf", () => {
  it("keeps what a month of the language begins as a text", () => {
    equal([csvCell("Mai 5", GERMAN), csvCell("Mai 5", ENGLISH)], ['"=""Mai 5"""', "Mai 5"]);
  });

  it("writes lines in the dialect", () => {
    const columns = csvColumns(columnsFor(["customer"]));
    const row = call(0, { durationMs: 12_500, metadata: { customer: "0012345" } });
    const [header, cells] = parseCsv(csvHeader(columns, GERMAN) + csvOf(row, columns, GERMAN), ";");
    const cell = (name: string) => cells?.[header?.indexOf(name) ?? -1];
    equal(
      [cell("duration_ms"), cell("duration_s"), cell("metadata.customer"), cell("created_at")],
      ["12500", "12,5", '="0012345"', "2026-11-20T12:00:00.000Z"],
    );
  });

  it("writes a cell for every column and metadata key, empty when a call has none", () => {
    const columns = csvColumns(columnsFor(["tenant", "=order"]));
    const bare = call(1, { agent: null, durationMs: null, title: null, metadata: { "=order": "seven" } });
    const [header, ...rows] = parseCsv(
      csvHeader(columns, ENGLISH) +
        csvOf(call(0, { metadata: { tenant: "=north" } }), columns, ENGLISH) +
        csvOf(bare, columns, ENGLISH),
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
      ["", "", "", "seven"],
    );
  });

  it("ignores inherited properties of metadata", () => {
    const columns = csvColumns(columnsFor(["toString"]));
    const [header, row] = parseCsv(csvHeader(columns, ENGLISH) + csvOf(call(0), columns, ENGLISH));
    equal([header?.at(-1), row?.at(-1)], ["metadata.toString", ""]);
  });
});
