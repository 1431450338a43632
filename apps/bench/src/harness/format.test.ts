import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { formatTable } from "./format-table.ts";
import { formatValue } from "./format-value.ts";
import { judge } from "./judge.ts";
import { formatPage } from "./page/format-page.ts";
import type { Report } from "./report.ts";

const report: Report = {
  startedAt: "2026-11-30T12:00:00.000Z",
  quick: false,
  machine: {
    cores: 2,
    model: "A <fast> one",
    memoryGib: 24,
    system: "Linux 6",
    node: "24.0.0",
    chromium: "153.0",
    loadAtStart: 0.26,
  },
  groups: [
    {
      name: "list",
      describe: "lists",
      tookMs: 12_000,
      error: null,
      rows: [
        judge({
          name: "first row",
          unit: "ms",
          samples: { keyhole: [40, 50, 60], "grid & co": [90, 100, 110], equal: [40, 100, 120] },
          against: "grid & co",
          aims: [
            { subject: "keyhole", of: "ratio", atMost: 0.5 },
            { subject: "keyhole", of: "median", atMost: 49 },
          ],
          note: "With nothing stored.",
        }),
        judge({
          name: "heap",
          unit: "MiB",
          axis: "calls",
          points: [
            { size: 100, samples: [10] },
            { size: 1_000, samples: [100] },
          ],
        }),
      ],
    },
    { name: "edge", describe: "the Worker", tookMs: 0, error: "no workerd", rows: [] },
  ],
};

describe("formatTable", () => {
  it("prints machine, medians, quartiles, ratios, aims, growth and failures", () => {
    assert.equal(
      formatTable(report),
      `2 cores (A <fast> one), 24 GiB, Linux 6, Node 24.0.0, Chromium 153.0, load 0.3 at the start

list: lists (12 s)

                         median  quartiles  n  ratio                       aim
first row  keyhole        50 ms   45 to 55  3  0.50 × grid & co            at most 0.5 × grid & co: met; at most 49 ms: missed
           grid & co     100 ms  95 to 105  3
           equal         100 ms  70 to 110  3  1.00 × grid & co, overlaps
  With nothing stored.
heap       100 calls     10 MiB             1
           1,000 calls  100 MiB             1  linear, n^1.00

edge: the Worker (0 s)

failed: no workerd

1 of 2 aims met`,
    );
  });
});

describe("formatPage", () => {
  const page = formatPage(report);

  it("has a chart with a text for each row, and the figures as a table", () => {
    assert.equal(page.match(/<svg [^>]*role="img" aria-label="[^"]+"/g)?.length, 2);
    assert.match(page, /aria-label="first row: keyhole 50 ms, grid &amp; co 100 ms, equal 100 ms"/);
    assert.match(page, /aria-label="heap: linear, n\^1\.00\. 100 calls 10 MiB, 1,000 calls 100 MiB"/);
    assert.match(page, /<th scope="row">keyhole<\/th><td class="number">50 ms<\/td>/);
  });

  it("escapes what it is given", () => {
    assert.match(page, /A &lt;fast&gt; one/);
    assert.doesNotMatch(page, /<fast>/);
  });

  it("loads nothing", () => {
    assert.doesNotMatch(page, /<(?:script|link|img|iframe)|https?:|@import|url\(/);
  });

  it("draws a bar for each median, as long as its share of the longest whisker", () => {
    const widths = [...page.matchAll(/<rect [^>]* width="([\d.]+)"/g)].map(([, width]) => Number(width));
    assert.deepEqual(widths, [163.6, 327.3, 327.3]);
  });
});

describe("formatValue", () => {
  it("keeps about three digits", () => {
    assert.deepEqual([0.5167, 5.167, 51.67, 516.7, 5_167, 3].map(formatValue), [
      "0.52",
      "5.17",
      "51.7",
      "517",
      "5,167",
      "3",
    ]);
  });
});
