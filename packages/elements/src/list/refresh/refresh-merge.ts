import type { CallSummary } from "@keyhole/contract";

export interface Merged {
  /** What stands in the place of the first known calls. */
  head: readonly CallSummary[];
  /** How many of them. */
  replaced: number;
  /** Known calls stay below the newest ones: the cursor that is known goes on. */
  keepsOlder: boolean;
  /** How many stand above those that were known. */
  newCalls: number;
  /** Whether anything is other than before. */
  changed: boolean;
}

/**
 * Puts the newest calls above those that are known. What the newest pages span is as they say: calls
 * that are gone from there go, those that changed are replaced, and a call that is as it was stays the
 * same object. `complete`: there is nothing below the newest ones. Known calls that are older than all
 * of these stay, however many they are. A list that is not quite in order loses none of them either.
 */
export function mergeNewest(
  newest: readonly CallSummary[],
  complete: boolean,
  known: readonly CallSummary[],
): Merged {
  const span = spanOf(newest, complete, known);
  const ids = new Set(newest.map(({ id }) => id));
  // Further than the span only where the order is not that of the times.
  const reach = Math.max(span, known.findLastIndex(({ id }) => ids.has(id)) + 1);
  const places = new Map(known.slice(0, reach).map(({ id }, place) => [id, place]));
  const items = newest.map((call) => {
    const before = known[places.get(call.id) ?? -1];
    return before && JSON.stringify(before) === JSON.stringify(call) ? before : call;
  });
  const met = items.findIndex(({ id }) => places.has(id));
  const isApart = met < 0 && items.length > 0;
  const older = known.slice(span, reach).filter(({ id }) => !ids.has(id));
  const kept = complete || isApart ? [] : [...keptOf(newest, ids, known.slice(0, span)), ...older];
  const head = [...items, ...kept];
  const replaced = isApart ? known.length : reach;
  return {
    head,
    replaced,
    keepsOlder: kept.length + known.length > replaced,
    newCalls: met < 0 ? items.length : met,
    changed: head.length !== replaced || head.some((call, place) => call !== known[place]),
  };
}

/** Whether newest calls reach down to those that are known. */
export function meets(newest: readonly CallSummary[], known: readonly CallSummary[]): boolean {
  const ids = new Set(newest.map(({ id }) => id));
  return known.some(({ id }) => ids.has(id));
}

/** How many known calls are no older than the last of the newest: those that it may be about. */
function spanOf(newest: readonly CallSummary[], complete: boolean, known: readonly CallSummary[]): number {
  const last = newest.at(-1);
  if (complete) return known.length;
  if (!last) return 0;
  const lastMs = Date.parse(last.createdAt);
  const older = known.findIndex(({ createdAt }) => Date.parse(createdAt) < lastMs);
  return older < 0 ? known.length : older;
}

/** Those of the known calls that stay below the newest ones. */
function keptOf(
  newest: readonly CallSummary[],
  ids: ReadonlySet<string>,
  known: readonly CallSummary[],
): readonly CallSummary[] {
  const last = newest.at(-1);
  const lowest = known.findLastIndex(({ id }) => ids.has(id));
  const below = known.slice(lowest + 1);
  if (!last || known[lowest]?.id === last.id) return below;
  // The last of the newest is not known: what was between it and the last known one is gone.
  const lastMs = Date.parse(last.createdAt);
  return below.filter(({ createdAt }) => Date.parse(createdAt) <= lastMs);
}
