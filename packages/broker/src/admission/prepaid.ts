import { PREPAID_BATCH_SHARE, PREPAID_SECONDS } from "../base/limits.ts";
import type { Take } from "./state.ts";

/** Spends one use. */
export type Spend = () => Promise<Take>;

export interface PrepaidOptions {
  limitPerMinute: number;
  /** Takes `count` uses from the shared budget, all or none. */
  take: (count: number) => Promise<Take>;
  now: () => number;
}

/**
 * Pays for requests of a shared budget in small batches, so that most need no hop. What is not
 * spent within seconds is lost: the budget may be cut short by that, and is never exceeded.
 */
export function createPrepaid({ limitPerMinute, take, now }: PrepaidOptions): Spend {
  const largest = Math.max(1, Math.floor(limitPerMinute * PREPAID_BATCH_SHARE));
  let left = 0;
  let batch = 1;
  let paidMs = 0;
  return async function spend() {
    const isFresh = now() - paidMs < PREPAID_SECONDS * 1000;
    if (left > 0 && isFresh) {
      left -= 1;
      return { ok: true };
    }
    if (!isFresh) left = 0;
    // Used up within its time: the next may be larger.
    const count = left === 0 && isFresh ? Math.min(batch * 2, largest) : 1;
    const taken = await take(count);
    if (!taken.ok) return count === 1 ? taken : take(1);
    batch = count;
    left += count - 1;
    paidMs = now();
    return taken;
  };
}
