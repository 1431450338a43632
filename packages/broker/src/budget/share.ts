import type { Rates } from "./state.ts";

/** The lease of another isolate, as it counts when a budget is shared. All are costs. */
export interface OtherLease {
  granted: Rates;
  wantedMembers: number;
}

/**
 * Shares a budget among isolates, in costs. Each may have what it wants while there is enough; in want, its
 * fair share. Members go first: visitors get nothing that a member anywhere asks for.
 */
export function share(wanted: Rates, others: readonly OtherLease[], budget: number): Rates {
  const leased = sum(others, ({ granted }) => granted.members + granted.visitors);
  const free = Math.max(0, budget - leased);
  const fair = budget / (others.length + 1);
  // Half of what is free stays free for who comes next, unless a fair share needs it.
  const cap = Math.min(free, Math.max(fair, free / 2));
  const members = Math.min(wanted.members, cap);
  const membersEverywhere = wanted.members + sum(others, ({ wantedMembers }) => wantedMembers);
  const visitorsElsewhere = sum(others, ({ granted }) => granted.visitors);
  const visitors = Math.min(wanted.visitors, cap - members, budget - membersEverywhere - visitorsElsewhere);
  return { members, visitors: Math.max(0, visitors) };
}

function sum<Item>(items: readonly Item[], of: (item: Item) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}
