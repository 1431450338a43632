import { EVALUATION_WINDOW_MS, STATS_SPANS } from "../base/limits/evaluations.ts";

/** A range of time, in milliseconds since 1970. Both ends are inclusive. */
export interface TimeSpan {
  fromMs: number;
  toMs: number;
}

/** Evaluated calls of a range of time. */
export interface CountedSpan extends TimeSpan {
  succeeded: number;
  failed: number;
}

/**
 * A few ranges that together cover a range, oldest first, each a multiple of `stepMs` wide except the last. Null where
 * they would be wider than Cekura counts.
 */
export function spansOf({ fromMs, toMs }: TimeSpan, stepMs: number): TimeSpan[] | null {
  const steps = Math.ceil((toMs + 1 - fromMs) / stepMs);
  const widthMs = Math.ceil(steps / STATS_SPANS) * stepMs;
  if (widthMs > EVALUATION_WINDOW_MS) return null;
  const spans: TimeSpan[] = [];
  for (let startMs = fromMs; startMs <= toMs; startMs += widthMs) {
    spans.push({ fromMs: startMs, toMs: Math.min(toMs, startMs + widthMs - 1) });
  }
  return spans;
}
