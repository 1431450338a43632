import type { FirstRow } from "./measure-first-row.ts";
import type { PageCost } from "./measure-page-cost.ts";
import type { Scrolled } from "./measure-scroll.ts";
import { median, quantile } from "./quantile.ts";
import type { Subject } from "./subject.ts";

export interface Measured {
  size: number;
  bytes: { keyhole: number; vaadin: number };
  firstRow: Record<Subject, FirstRow>;
  scrolled: Record<"keyhole" | "vaadin", Scrolled>;
  append: PageCost;
  refresh: PageCost;
}

/** What is compared, both numbers, their unit. */
type Line = [what: string, ours: number, theirs: number, unit: string];

/** Prints the ratios of one length of the list, smaller is better, and what they were made from. */
export function printTable({ size, bytes, firstRow, scrolled, append, refresh }: Measured): void {
  const { keyhole, vaadin } = scrolled;
  const paged = firstRow.vaadin;
  const array = firstRow["vaadin-array"];
  const both = (what: string, of: (of: Scrolled) => number, unit: string): Line => [
    what,
    of(keyhole),
    of(vaadin),
    unit,
  ];
  const mib = 1024 ** 2;
  print(
    `${size.toLocaleString("en")} calls`,
    ["keyhole", "vaadin-grid"],
    [
      ["bytes to the first row, brotli 11", bytes.keyhole, bytes.vaadin, "B"],
      ["first row, from navigation", median(firstRow.keyhole.navigationMs), median(paged.navigationMs), "ms"],
      ["first row, from upgrade", median(firstRow.keyhole.upgradeMs), median(paged.upgradeMs), "ms"],
      ["first row, from the first page", median(firstRow.keyhole.answerMs), median(paged.answerMs), "ms"],
      [
        "first row, from upgrade; grid's array",
        median(firstRow.keyhole.upgradeMs),
        median(array.upgradeMs),
        "ms",
      ],
      both("scroll, frame p50", ({ frameMs }) => median(frameMs), "ms"),
      both("scroll, frame p95", ({ frameMs }) => quantile(frameMs, 0.95), "ms"),
      both("scroll, main thread a frame", ({ workMs }) => median(workMs), "ms"),
      both("scroll, frames dropped", ({ dropped }) => dropped, ""),
      both("scroll, frames with a hole", ({ holes }) => holes, ""),
      both("jump, until filled", ({ jumpMs }) => median(jumpMs), "ms"),
      both("jump, slowest", ({ jumpMs }) => Math.max(...jumpMs), "ms"),
      both("jump, frames not filled", ({ blank }) => blank, ""),
      both("key to the end", ({ endMs }) => median(endMs), "ms"),
      both("key to the start", ({ homeMs }) => median(homeMs), "ms"),
      both("elements at rest", ({ elementsAtRest }) => elementsAtRest, ""),
      both("elements scrolling, most", ({ elementsMost }) => elementsMost, ""),
      both("elements scrolling, fewest", ({ elementsFewest }) => elementsFewest, ""),
      both("heap, all rows loaded", ({ heapBytes }) => heapBytes / mib, "MiB"),
    ],
  );
  print(
    `${size.toLocaleString("en")} calls, keyhole alone`,
    ["long list", "short list"],
    [
      ["a page more, main thread", median(append.longMs), median(append.shortMs), "ms"],
      ["a refresh, main thread", median(refresh.longMs), median(refresh.shortMs), "ms"],
    ],
  );
}

function print(title: string, [ours, theirs]: [string, string], lines: readonly Line[]): void {
  console.log(`\n${title.padEnd(38)} ratio   ${ours.padStart(11)}  ${theirs.padStart(11)}`);
  for (const [what, one, other, unit] of lines) {
    const ratio = other === 0 ? "-" : (one / other).toFixed(2);
    const digits = unit === "ms" || unit === "MiB" ? 1 : 0;
    const numbers = [one, other].map((number) => number.toFixed(digits).padStart(11)).join("  ");
    console.log(`${what.padEnd(36)} ${ratio.padStart(7)}   ${numbers} ${unit}`);
  }
}
