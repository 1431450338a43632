import type { Take } from "./state.ts";

export const WINDOW_SECONDS = 60;

/** Uses that are taken at once, all or none. */
export interface Taking {
  limit: number;
  count: number;
  nowMs: number;
  /** How long those beyond the first may wait to be spent. Default: 0. */
  spendWithinSeconds?: number | undefined;
}

/** How often something was used within one second since 1970. */
export interface SecondUse {
  second: number;
  count: number;
}

/**
 * The seconds in which uses count. A prepaid use counts from now on, and leaves the window as if it had been spent as
 * late as it may be: so what is spent in any 60 s, by all instances, is never more than the limit.
 */
export function usesOf({ count, nowMs, spendWithinSeconds = 0 }: Omit<Taking, "limit">): SecondUse[] {
  const second = Math.floor(nowMs / 1000);
  if (spendWithinSeconds === 0 || count === 1) return [{ second, count }];
  return [
    { second, count: 1 },
    { second: second + spendWithinSeconds, count: count - 1 },
  ];
}

/**
 * Whether `count` more uses fit into the limit, which holds over any 60 s. `uses` holds the uses since
 * `second - WINDOW_SECONDS`, oldest first.
 */
export function roomFor(
  uses: readonly SecondUse[],
  { limit, count, second }: { limit: number; count: number; second: number },
): Take {
  // One second more than the window, because the current and the oldest second are both incomplete.
  let excess = uses.reduce((sum, use) => sum + use.count, 0) + count - limit;
  if (excess <= 0) return { ok: true };
  for (const use of uses) {
    excess -= use.count;
    if (excess <= 0) return { ok: false, retryAfterSeconds: use.second + WINDOW_SECONDS + 1 - second };
  }
  return { ok: false, retryAfterSeconds: WINDOW_SECONDS };
}
