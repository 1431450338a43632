import type { Take } from "./state.ts";

export const WINDOW_SECONDS = 60;

/** How often something was used within one second since 1970. */
export interface SecondUse {
  second: number;
  count: number;
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
