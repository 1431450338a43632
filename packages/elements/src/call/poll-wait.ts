import { POLL_FIRST_MS, POLL_GROWTH, POLL_MAX_MS } from "../base/limits.ts";

/** How long to wait before asking again: longer while nothing is new, from the start once something was. */
export function pollWaitMs(lastMs: number, news: boolean): number {
  return news ? POLL_FIRST_MS : Math.min(POLL_MAX_MS, lastMs * POLL_GROWTH);
}
