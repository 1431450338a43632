import {
  STATS_CACHE_SIZE,
  STATS_CALLS_CACHE_SECONDS,
  STATS_SPANS_CACHE_SECONDS,
} from "../base/limits/evaluations.ts";
import { Recent } from "../base/recent.ts";
import type { CountedSpan } from "../sources/counted-spans.ts";
import type { SourceCounts } from "../sources/source.ts";

/**
 * Figures that an isolate keeps for a while, because each may take many requests. A key holds all that decides on them:
 * site, rows and range. Failures, and figures that a source could not count, are not kept.
 */
export interface StatsMemory {
  calls(key: unknown, count: () => Promise<SourceCounts | null>): Promise<SourceCounts | null>;
  verdicts(
    key: unknown,
    count: () => Promise<readonly CountedSpan[] | null>,
  ): Promise<readonly CountedSpan[] | null>;
}

export function createStatsMemory(now: () => number): StatsMemory {
  return {
    // Figures with verdicts took a request each.
    calls: remember(now, (counts) =>
      counts.verdicts === null ? STATS_CALLS_CACHE_SECONDS : STATS_SPANS_CACHE_SECONDS,
    ),
    verdicts: remember(now, () => STATS_SPANS_CACHE_SECONDS),
  };
}

function remember<Value>(now: () => number, secondsOf: (value: Value) => number) {
  const kept = new Recent<{ value: Value; untilMs: number }>(STATS_CACHE_SIZE);
  return async (parts: unknown, count: () => Promise<Value | null>): Promise<Value | null> => {
    const key = JSON.stringify(parts);
    const known = kept.get(key);
    if (known !== undefined && now() < known.untilMs) return known.value;
    kept.delete(key);
    const value = await count();
    if (value === null) return null;
    kept.set(key, { value, untilMs: now() + secondsOf(value) * 1000 });
    return value;
  };
}
