import type { CallSummary } from "@keyhole/contract";
import { equal } from "../../../test/assert.ts";
import { call, calls } from "../../../test/calls.ts";
import { describe, it } from "../../../test/mocha.ts";
import { parseCsv } from "../../../test/parse-csv.ts";
import { type ExportName, ExportPages, type ExportReader, exportName } from "./export-pages.ts";

const READER: ExportReader = { locale: "en", timeZone: "UTC", isRightToLeft: false };

const pagesOf = (...pages: CallSummary[][]) => {
  const made = new ExportPages();
  for (const page of pages) made.add(page);
  return made;
};

describe("ExportPages", () => {
  it("writes valid JSON for any number of pages", async () => {
    const all = calls(5);
    for (const pages of [[], [all], [all.slice(0, 2), [], all.slice(2)]]) {
      const file = await pagesOf(...pages).file("json", READER);
      equal(JSON.parse(await file.text()), pages.flat());
      equal(file.type, "application/json");
    }
  });

  it("writes CSV with a byte order mark, and all metadata columns in each row", async () => {
    const made = pagesOf([call(0, { metadata: { b: "b" } })], [call(1, { metadata: { a: "a" } })]);
    const file = await made.file("csv", READER);
    const bytes = new Uint8Array(await file.arrayBuffer());
    equal([...bytes.slice(0, 3)], [0xef, 0xbb, 0xbf]);
    const [header, ...rows] = parseCsv(new TextDecoder().decode(bytes));
    equal(header?.slice(-2), ["metadata.a", "metadata.b"]);
    equal(
      rows.map((row) => row.slice(-2)),
      [
        ["", "b"],
        ["a", ""],
      ],
    );
  });

  it("writes a header without calls", async () => {
    equal(parseCsv(await (await pagesOf().file("csv", READER)).text()).length, 1);
  });

  it("keeps a call once when pages overlap", async () => {
    const made = pagesOf([call(0), call(1)], [call(1), call(2)]);
    equal([made.count, parseCsv(await (await made.file("csv", READER)).text()).length], [3, 4]);
  });
});

describe("exportName", () => {
  const given: ExportName = {
    site: "acme",
    format: "csv",
    firstMs: Date.parse("2026-11-01T10:00:00Z"),
    lastMs: Date.parse("2026-11-20T23:30:00Z"),
    nowMs: Date.parse("2026-11-22T10:00:00Z"),
    timeZone: "UTC",
    complete: true,
  };
  const cases: [Partial<ExportName>, string][] = [
    [{}, "calls-acme-2026-11-01-to-2026-11-20-exported-2026-11-22.csv"],
    [
      { timeZone: "Asia/Tokyo", format: "json" },
      "calls-acme-2026-11-01-to-2026-11-21-exported-2026-11-22.json",
    ],
    [{ firstMs: given.lastMs }, "calls-acme-2026-11-20-exported-2026-11-22.csv"],
    [{ firstMs: Number.POSITIVE_INFINITY }, "calls-acme-exported-2026-11-22.csv"],
    [{ complete: false }, "calls-acme-2026-11-01-to-2026-11-20-exported-2026-11-22-incomplete.csv"],
    [{ site: "../a b:c/é" }, "calls-_a_b_c_é-2026-11-01-to-2026-11-20-exported-2026-11-22.csv"],
  ];
  for (const [change, name] of cases) it(name, () => equal(exportName({ ...given, ...change }), name));
});
