import { PREPAID_BATCH_SHARE, PREPAID_GROWTH, PREPAID_SECONDS } from "../base/limits/admission.ts";
import type { Take } from "./state.ts";

/** Spends one use. */
export type Spend<Taken = Take> = () => Promise<Taken | { ok: true }>;

export interface PrepaidOptions<Taken> {
  limitPerMinute: number;
  /** Share of the limit that one batch may prepay. */
  share?: number;
  /** Takes `count` uses from the shared budget, all or none. */
  take: (count: number) => Promise<Taken>;
  now: () => number;
}

/**
 * Pays for requests from a shared limit in small batches, so that most requests need no hop. Uses that are
 * not spent within seconds are lost: the limit may be underused, and is never exceeded (see `usesOf`).
 */
export function createPrepaid<Taken extends { ok: boolean }>({
  limitPerMinute,
  share = PREPAID_BATCH_SHARE,
  take,
  now,
}: PrepaidOptions<Taken>): Spend<Taken> {
  const largest = Math.max(1, Math.floor(limitPerMinute * share));
  let left = 0;
  let batch = 1;
  let paidMs = 0;
  return async function spend(): Promise<Taken | { ok: true }> {
    const isFresh = now() - paidMs < PREPAID_SECONDS * 1000;
    if (left > 0 && isFresh) {
      left -= 1;
      return { ok: true };
    }
    if (!isFresh) left = 0;
    // The last batch was used up in time: the next one may be larger.
    const count = left === 0 && isFresh ? Math.min(batch * PREPAID_GROWTH, largest) : 1;
    const taken = await take(count);
    if (!taken.ok) return count === 1 ? taken : take(1);
    batch = count;
    left += count - 1;
    paidMs = now();
    return taken;
  };
}
