import type { Comparison, Row } from "../harness/row.ts";
import type { FirstRow } from "./measure-first-row.ts";
import type { PageCost } from "./measure-page-cost.ts";
import type { Scrolled } from "./measure-scroll.ts";
import type { Subject } from "./subject.ts";

const MIB = 1024 ** 2;
const HALF = 0.5;
const SCROLL_FRAMES_MAX = 1.3;

export function bytesRow({ keyhole, vaadin }: { keyhole: number; vaadin: number }): Comparison {
  return { ...against(keyhole, vaadin), name: "bytes to the first row, brotli 11", unit: "B" };
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

function against(keyhole: number | readonly number[], grid: number | readonly number[]) {
  return { samples: { keyhole: [keyhole].flat(), grid: [grid].flat() }, against: "grid" };
}

function named(name: string, size: number): string {
  return `${name}, ${size.toLocaleString("en")} calls`;
}
