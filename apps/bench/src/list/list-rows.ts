import type { PageRequests } from "../browser/watch-requests.ts";
import type { Comparison, Growth, Row } from "../harness/row.ts";
import type { FirstRow } from "./measure-first-row.ts";
import type { Interaction } from "./measure-interaction.ts";
import type { PageCost } from "./measure-page-cost.ts";
import type { Scrolled } from "./measure-scroll.ts";
import type { Subject } from "./subject.ts";

const MIB = 1024 ** 2;
const HALF = 0.5;
const SCROLL_FRAMES_MAX = 1.3;
const INTERACTION_MS_MAX = 50;
/** Exponents. */
const CONSTANT_MAX = 0.1;
const LINEAR_MAX = 1.1;

export function bytesRow({ keyhole, vaadin }: { keyhole: number; vaadin: number }): Comparison {
  return { ...against(keyhole, vaadin), name: "bytes to the first row, brotli 11", unit: "B" };
}

export function requestRows(keyhole: PageRequests, vaadin: PageRequests): Comparison[] {
  const both = (name: string, of: (of: PageRequests) => number): Comparison => ({
    ...against(of(keyhole), of(vaadin)),
    name,
    unit: "requests",
  });
  return [
    both("requests until the first row", ({ total }) => total),
    both("of them OPTIONS", ({ options }) => options),
  ];
}

export function firstRowRows(size: number, taken: Record<Subject, FirstRow>): Row[] {
  const { keyhole, vaadin } = taken;
  const array = taken["vaadin-array"];
  return [
    {
      name: named("first row, from navigation", size),
      unit: "ms",
      samples: { keyhole: keyhole.navigationMs, grid: vaadin.navigationMs },
      against: "grid",
      aims: [{ subject: "keyhole", of: "ratio", atMost: HALF }],
    },
    {
      name: named("first row, from upgrade", size),
      unit: "ms",
      samples: { keyhole: keyhole.upgradeMs, grid: vaadin.upgradeMs, "grid's array": array.upgradeMs },
      against: "grid",
    },
    {
      name: named("first row, from the first page", size),
      unit: "ms",
      samples: { keyhole: keyhole.answerMs, grid: vaadin.answerMs },
      against: "grid",
      aims: [{ subject: "keyhole", of: "ratio", atMost: HALF }],
    },
  ];
}

export function scrollRows(size: number, { keyhole, vaadin }: Record<"keyhole" | "vaadin", Scrolled>): Row[] {
  const both = (
    name: string,
    unit: string,
    of: (of: Scrolled) => number | readonly number[],
  ): Comparison => ({
    ...against(of(keyhole), of(vaadin)),
    name: named(name, size),
    unit,
  });
  return [
    {
      name: named("scroll, frame p95", size),
      unit: "ms",
      samples: {
        keyhole: keyhole.frameP95Ms,
        grid: vaadin.frameP95Ms,
        frame: [...keyhole.stillMs, ...vaadin.stillMs],
      },
      against: "frame",
      aims: [{ subject: "keyhole", of: "ratio", atMost: SCROLL_FRAMES_MAX }],
    },
    both("scroll, main thread a frame", "ms", ({ workMs }) => workMs),
    both("scroll, frames dropped of 180", "frames", ({ dropped }) => dropped),
    both("scroll, frames with a hole", "frames", ({ holes }) => holes),
    both("jump, until filled", "ms", ({ jumpMs }) => jumpMs),
    both("jump, frames not filled", "frames", ({ blank }) => blank),
    both("key to the end", "ms", ({ endMs }) => endMs),
    both("key to the start", "ms", ({ homeMs }) => homeMs),
    both("elements at rest", "elements", ({ elementsAtRest }) => elementsAtRest),
    both("elements scrolling, most", "elements", ({ elementsMost }) => elementsMost),
    both("heap, all rows loaded", "MiB", ({ heapBytes }) => heapBytes / MIB),
  ];
}

export function interactionRows({ refreshMs, pagesMs }: Interaction<"keyhole" | "grid">): Row[] {
  const aims: Comparison["aims"] = [{ subject: "keyhole", of: "median", atMost: INTERACTION_MS_MAX }];
  const row = { unit: "ms", against: "grid", aims };
  return [
    { ...row, name: "slowest key to paint, CPU × 4, a refresh brings 50 calls", samples: refreshMs },
    { ...row, name: "slowest key to paint, CPU × 4, Page Down brings pages of 50", samples: pagesMs },
  ];
}

/** What a page of calls costs in a list that has nearly all, against one that has a few pages. */
export function costRows(size: number, costs: Readonly<Record<string, PageCost | undefined>>): Row[] {
  return Object.entries(costs).flatMap(([name, cost]) =>
    cost
      ? [
          {
            name: named(`${name}, main thread`, size),
            unit: "ms",
            samples: { "long list": cost.longMs, "short list": cost.shortMs },
            against: "short list",
          },
        ]
      : [],
  );
}

/** What was measured of our list, for one size. */
export interface MeasuredSize {
  firstRow: FirstRow;
  scrolled: Scrolled;
}

/** How our list grows with its calls. */
export function growthRows(sizes: ReadonlyMap<number, MeasuredSize>): Growth[] {
  const grow = (
    name: string,
    unit: string,
    of: (of: MeasuredSize) => number | readonly number[],
    atMostExponent: number,
  ): Growth => ({
    name: `keyhole: ${name}, by calls`,
    unit,
    axis: "calls",
    points: [...sizes].map(([size, measured]) => ({ size, samples: [of(measured)].flat() })),
    atMostExponent,
  });
  return [
    grow("first row, from navigation", "ms", ({ firstRow }) => firstRow.navigationMs, CONSTANT_MAX),
    grow("scroll, main thread a frame", "ms", ({ scrolled }) => scrolled.workMs, CONSTANT_MAX),
    grow("elements scrolling, most", "elements", ({ scrolled }) => scrolled.elementsMost, CONSTANT_MAX),
    grow("heap, all rows loaded", "MiB", ({ scrolled }) => scrolled.heapBytes / MIB, LINEAR_MAX),
  ];
}

function against(keyhole: number | readonly number[], grid: number | readonly number[]) {
  return { samples: { keyhole: [keyhole].flat(), grid: [grid].flat() }, against: "grid" };
}

function named(name: string, size: number): string {
  return `${name}, ${size.toLocaleString("en")} calls`;
}
