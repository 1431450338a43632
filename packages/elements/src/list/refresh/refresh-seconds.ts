import { REFRESH_SECONDS, REFRESH_SECONDS_MAX, REFRESH_SECONDS_MIN } from "../../base/limits.ts";

/** Milliseconds between two looks, of what a page says in seconds; 0 for never. What is no number is not said. */
export function refreshMs(given: number | null): number {
  // A property may hold anything.
  const seconds = Number(given ?? Number.NaN);
  if (Number.isNaN(seconds)) return REFRESH_SECONDS * 1000;
  if (seconds <= 0) return 0;
  return Math.min(REFRESH_SECONDS_MAX, Math.max(REFRESH_SECONDS_MIN, seconds)) * 1000;
}
