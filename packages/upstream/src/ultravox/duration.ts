import * as v from "valibot";

// Protobuf's JSON form of google.protobuf.Duration, as the vendor's spec states it.
const DURATION = /^-?(?:0|[1-9][0-9]{0,11})(?:\.[0-9]{1,9})?s$/;

/** "30s" or "0.5s", as whole milliseconds; null where it is negative, which says nothing of a limit. */
export const DurationMsSchema = v.pipe(
  v.string(),
  v.regex(DURATION),
  v.transform((text) => (text.startsWith("-") ? null : Math.round(Number(text.slice(0, -1)) * 1000))),
);

/** Whole milliseconds in the vendor's form. */
export function formatDuration(ms: number): string {
  return `${ms / 1000}s`;
}
