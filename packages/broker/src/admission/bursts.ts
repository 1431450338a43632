import { BURST_MIN, BURST_SHARE, VIEWERS_PREPAID } from "../base/limits/admission.ts";
import { Recent } from "../base/recent.ts";
import { WINDOW_SECONDS } from "./sliding-window.ts";

interface Bucket {
  /** Uses that are left. */
  left: number;
  filledMs: number;
}

/** Counts one use of a viewer. Returns 0, or the seconds until the next one is allowed. */
export type TakeOfBurst = (name: string, limitPerMinute: number) => number;

/**
 * Spreads what a viewer may ask in a minute: a part at once, the rest evenly. Otherwise one viewer could spend a minute's
 * requests within seconds, and with them the upstream's budget, which all viewers share.
 *
 * Each isolate counts for itself, so it costs no hop; the limit per minute holds over all of them.
 */
export function createBursts(now: () => number): TakeOfBurst {
  const buckets = new Recent<Bucket>(VIEWERS_PREPAID);

  return function take(name, limitPerMinute) {
    const most = Math.max(BURST_MIN, limitPerMinute * BURST_SHARE);
    const perSecond = limitPerMinute / WINDOW_SECONDS;
    const nowMs = now();
    const before = buckets.get(name) ?? { left: most, filledMs: nowMs };
    const gained = (Math.max(0, nowMs - before.filledMs) / 1000) * perSecond;
    const left = Math.min(most, before.left + gained);
    const isAllowed = left >= 1;
    buckets.set(name, { left: isAllowed ? left - 1 : left, filledMs: nowMs });
    return isAllowed ? 0 : Math.ceil((1 - left) / perSecond);
  };
}
