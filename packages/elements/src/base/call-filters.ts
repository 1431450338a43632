import type { CallStatus, Verdict } from "@keyhole/contract";

/** Days counted back from today, in the time zone of the list. */
export const DATE_RANGES = ["today", "yesterday", "last-7-days", "last-30-days", "this-month"] as const;
export type DateRange = (typeof DATE_RANGES)[number];

/** Filters of a list; an absent field does not filter. */
export interface CallFilters {
  /** Id of an agent. */
  agent?: string;
  status?: CallStatus;
  /** Needs `evaluations:read`. */
  verdict?: Verdict;
  /** A range relative to today, instead of `from` and `to`. */
  range?: DateRange;
  /** First and last, inclusive: a day (`2026-11-22`) in the time zone of the list, or an ISO 8601 instant. */
  from?: string;
  to?: string;
  minDurationMs?: number;
  maxDurationMs?: number;
  /** Words in summary or transcript; needs `transcripts:read` and `pii:read`. */
  q?: string;
}
