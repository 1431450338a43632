/** Widths of a range of `GET /v1/stats`. */
export const STATS_STEPS = ["day", "hour"] as const;
export type StatsStep = (typeof STATS_STEPS)[number];

/** Calls created within a range of time. Both ends are inclusive, ISO 8601 with Z. */
export interface CallCount {
  from: string;
  to: string;
  calls: number;
  /** Calls that somebody joined; null where the source does not count them. */
  joined: number | null;
  /** From joined to ended, of all calls together, in milliseconds; null where the source does not add it up. */
  durationMs: number | null;
}

/** Evaluated calls of a range of time. Both ends are inclusive, ISO 8601 with Z. */
export interface VerdictCount {
  from: string;
  to: string;
  /** Calls that passed, and calls without a grade, which the evaluation service counts as a success. */
  succeeded: number;
  failed: number;
}

/** `GET /v1/stats`: figures for charts, counted by the source. */
export interface Stats {
  /** The range that is counted: a grant may have narrowed the one that was asked for. */
  from: string;
  to: string;
  /**
   * Oldest first, one for each day or hour of UTC that has a call, or wider ones where the source counts no finer. Null
   * where the source cannot count exactly the calls that the viewer may see.
   */
  items: CallCount[] | null;
  /** Oldest first, a few ranges that together cover the whole. Null as `items`, and without `evaluations:read`. */
  verdicts: VerdictCount[] | null;
}
