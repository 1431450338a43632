/** What a page holds after a collection. */
export interface Held {
  heapMib: number;
  nodes: number;
  listeners: number;
}

/** A measurement at a time of the page's clock. */
export interface HeldAt extends Held {
  hours: number;
  polls: number;
  calls: number;
}

export interface HeldVerdict {
  what: keyof Held;
  holds: boolean;
  found: string;
}

/**
 * What may be there more than after the warm-up: a share, and a fixed part. The rows that have come since are kept, and
 * the list draws as many as the view needs at the time.
 */
const SLACK: Record<keyof Held, { share: number; more: number }> = {
  heapMib: { share: 0.1, more: 1 },
  nodes: { share: 0.05, more: 100 },
  listeners: { share: 0.05, more: 20 },
};
const KINDS = Object.keys(SLACK) as (keyof Held)[];
/** How many of the last measurements are looked at. The least of them counts, because garbage may wait for a collection. */
const LAST = 3;

/** Whether a page came back to what it held after the warm-up, which is the first measurement. */
export function judgeHeld(held: readonly HeldAt[]): HeldVerdict[] {
  const [first, ...later] = held;
  if (first === undefined || later.length === 0) throw new RangeError("There is nothing to compare.");
  return KINDS.map((what) => {
    const { share, more } = SLACK[what];
    const last = Math.min(...later.slice(-LAST).map((each) => each[what]));
    const most = first[what] * (1 + share) + more;
    return { what, holds: last <= most, found: `${format(first[what])}, then ${format(last)}` };
  });
}

function format(value: number): string {
  return Number.isInteger(value) ? value.toLocaleString("en") : value.toFixed(1);
}
