/** How much an event matters, the least first. */
export const SEVERITIES = ["debug", "info", "warning", "error"] as const;
export type Severity = (typeof SEVERITIES)[number];

/** Something that happened in a call: an item of `GET /v1/calls/:id/events`. */
export interface CallEvent {
  /** Since the call began, in milliseconds; null where the vendor does not tell. */
  atMs: number | null;
  severity: Severity;
  /** The vendor's name for it; an open set. */
  type: string;
  text: string;
}
