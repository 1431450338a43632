import type { CallSummary } from "@keyhole/contract";

export interface Merged {
  calls: readonly CallSummary[];
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
 * same object. `complete`: there is nothing below the newest ones.
 */
export function mergeNewest(
  newest: readonly CallSummary[],
  complete: boolean,
  known: readonly CallSummary[],
): Merged {
  const places = new Map(known.map(({ id }, place) => [id, place]));
  const items = newest.map((call) => {
    const before = known[places.get(call.id) ?? -1];
    return before && JSON.stringify(before) === JSON.stringify(call) ? before : call;
  });
  const older = complete ? [] : olderThan(items, places, known);
  const calls = [...items, ...older];
  const met = items.findIndex(({ id }) => places.has(id));
  return {
    calls,
    keepsOlder: older.length > 0,
    newCalls: met < 0 ? items.length : met,
    changed: calls.length !== known.length || calls.some((call, place) => call !== known[place]),
  };
}

/** Whether newest calls reach down to those that are known. */
export function meets(newest: readonly CallSummary[], known: readonly CallSummary[]): boolean {
  const ids = new Set(newest.map(({ id }) => id));
  return known.some(({ id }) => ids.has(id));
}

/** The known calls below the newest ones; none where the two do not meet. */
function olderThan(
  items: readonly CallSummary[],
  places: ReadonlyMap<string, number>,
  known: readonly CallSummary[],
): readonly CallSummary[] {
  const last = items.at(-1);
  if (!last) return known;
  const lowest = items.reduce((low, { id }) => Math.max(low, places.get(id) ?? -1), -1);
  if (lowest < 0) return [];
  const below = known.slice(lowest + 1);
  if (known[lowest]?.id === last.id) return below;
  // The last of the newest is not known: what was between it and the last known one is gone.
  const lastMs = Date.parse(last.createdAt);
  return below.filter(({ createdAt }) => Date.parse(createdAt) <= lastMs);
}
