import type { CallStatus } from "@keyhole/contract";

/** Days counted back from today, in the time zone of the list. */
export const DATE_RANGES = ["today", "yesterday", "last-7-days", "last-30-days", "this-month"] as const;
export type DateRange = (typeof DATE_RANGES)[number];

/** What a list is narrowed to; what is absent narrows nothing. */
export interface CallFilters {
  /** Id of an agent. */
  agent?: string;
  status?: CallStatus;
  /** A range that moves with the days; takes the place of `from` and `to`. */
  range?: DateRange;
  /** First and last, both included: a day (`2026-11-22`) in the time zone of the list, or an instant in ISO 8601. */
  from?: string;
  to?: string;
  minDurationMs?: number;
  maxDurationMs?: number;
  /** Words in summary or transcript; needs `transcripts:read` and `pii:read`. */
  q?: string;
}
