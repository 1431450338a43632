import * as XLSX from "@e965/xlsx";
import type { CallSummary } from "@keyhole/contract";
import { strFromU8, unzipSync } from "fflate";
import { equal } from "../../../test/assert.ts";
import { call, calls } from "../../../test/calls.ts";
import { describe, it } from "../../../test/mocha.ts";
import { columnsFor } from "./columns.ts";
import { writeXlsx, XLSX_TYPE } from "./write-xlsx.ts";

interface Options {
  keys?: string[];
  timeZone?: string;
  isRightToLeft?: boolean;
}

function written(
  pages: CallSummary[][],
  { keys = [], timeZone = "UTC", isRightToLeft = false }: Options = {},
): Promise<Blob> {
  const readers = pages.map((page) => async () => page);
  return writeXlsx({ columns: columnsFor(keys), pages: readers, timeZone, isRightToLeft });
}

/** The sheets as SheetJS reads them, which shares no code with what wrote them. */
async function sheetsOf(file: Blob): Promise<XLSX.WorkSheet[]> {
  const book = XLSX.read(await file.arrayBuffer(), { cellNF: true, cellFormula: true });
  return book.SheetNames.map((name) => book.Sheets[name] ?? {});
}

/** The cells of a row by the names of their columns. */
function cellsOf(sheet: XLSX.WorkSheet, row: number): Map<string, XLSX.CellObject> {
  const cells = new Map<string, XLSX.CellObject>();
  const { e } = XLSX.utils.decode_range(sheet["!ref"] ?? "A1");
  for (let c = 0; c <= e.c; c += 1) {
    const cell: XLSX.CellObject | undefined = sheet[XLSX.utils.encode_cell({ r: row, c })];
    if (cell) cells.set(`${sheet[XLSX.utils.encode_cell({ r: 0, c })]?.v}`, cell);
  }
  return cells;
}

async function onlyRow(row: CallSummary, options?: Options) {
  const [sheet = {}] = await sheetsOf(await written([[row]], options));
  return cellsOf(sheet, 1);
}

describe("writeXlsx", () => {
  it("gives each value a cell of its type", async () => {
    const cells = await onlyRow(call(0, { durationMs: 3_723_500, agent: null }));
    const typed = (name: string) => {
      const cell = cells.get(name);
      return cell && [cell.t, cell.v, cell.z];
    };
    equal(typed("duration"), ["n", 3_723_500 / 86_400_000, "[h]:mm:ss"]);
    equal(typed("duration_ms"), ["n", 3_723_500, "General"]);
    equal(typed("duration_s"), ["n", 3_723.5, "General"]);
    equal(typed("has_recording")?.slice(0, 2), ["b", call(0).hasRecording]);
    equal(typed("status"), ["s", "ended", "@"]);
    equal([cells.has("agent_id"), cells.has("agent_name")], [false, false], "null is no cell");
  });

  for (const [timeZone, expected] of [
    ["UTC", "2026-11-20 12:00:00"],
    ["Asia/Kolkata", "2026-11-20 17:30:00"],
    ["Pacific/Kiritimati", "2026-11-21 02:00:00"],
    ["America/Los_Angeles", "2026-11-20 04:00:00"],
  ] as const) {
    it(`writes times as dates by the clock of ${timeZone}`, async () => {
      const cells = await onlyRow(call(0, { createdAt: "2026-11-20T12:00:00.000Z" }), { timeZone });
      const cell = cells.get("created_at");
      equal([cell?.t, cell && XLSX.utils.format_cell(cell)], ["n", expected]);
      equal(new Intl.DateTimeFormat("en", { timeZone: `${cells.get("time_zone")?.v}` }) !== null, true);
    });
  }

  const texts = [
    "0012345",
    "+4915112345678",
    "1234567890123456789",
    "1-2",
    "=1+1",
    '=HYPERLINK("https://evil.example")',
    "@SUM(A1)",
    "true",
    "#N/A",
    " spaces ",
    "two\nlines\tand a tab",
    "a\rb",
    "<b>&amp;</b>]]>",
    "_x000D_ and _x005F_",
    "\u0001\u001f\u007f\ufffe",
    "مرحبا 👋🏽",
    "x".repeat(300),
  ];
  for (const text of texts) {
    it(`keeps ${JSON.stringify(text).slice(0, 40)} as a text`, async () => {
      const cells = await onlyRow(call(0, { title: text, metadata: { a: text } }), { keys: ["a"] });
      for (const name of ["title", "metadata.a"]) {
        const cell = cells.get(name);
        equal([cell?.t, cell?.v, cell?.f], ["s", text, undefined], name);
      }
    });
  }

  it("shortens a text to what a cell may hold, and replaces half a character", async () => {
    const cells = await onlyRow(call(0, { summary: `${"x".repeat(32_766)}👋`, title: "a\ud800b" }));
    equal([`${cells.get("summary")?.v}`.length, cells.get("title")?.v], [32_767, "a\ufffdb"]);
  });

  it("writes a row for each call of every page, and only a header without calls", async () => {
    const all = calls(120);
    const [sheet = {}] = await sheetsOf(
      await written([all.slice(0, 50), all.slice(50, 100), all.slice(100)]),
    );
    equal(
      all.map((_, index) => cellsOf(sheet, index + 1).get("id")?.v),
      all.map(({ id }) => id),
    );
    const file = await written([]);
    equal([(await sheetsOf(file)).map((empty) => empty["!ref"]), file.type], [["A1:Q1"], XLSX_TYPE]);
  });

  it("opens from right to left where the page does, with its header in view", async () => {
    const xmlOf = async (isRightToLeft: boolean) => {
      const files = unzipSync(new Uint8Array(await (await written([], { isRightToLeft })).arrayBuffer()));
      return strFromU8(files["xl/worksheets/sheet1.xml"] ?? new Uint8Array());
    };
    equal(
      [(await xmlOf(true)).includes("rightToLeft"), (await xmlOf(false)).includes("rightToLeft")],
      [true, false],
    );
    equal((await xmlOf(false)).includes('state="frozen"'), true);
  });

  it("lets the page run between its pages", async () => {
    const turns: string[] = [];
    const reader = (name: string) => async () => {
      turns.push(name);
      await new Blob([name]).text();
      return calls(1);
    };
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => turns.push("the page");
    port2.postMessage(null);
    const pages = Array.from({ length: 20 }, (_, index) => reader(`${index}`));
    await writeXlsx({ columns: columnsFor([]), pages, timeZone: "UTC", isRightToLeft: false });
    port1.close();
    equal(turns.includes("the page"), true);
  });
});
