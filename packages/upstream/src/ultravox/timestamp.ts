import * as v from "valibot";

// RFC 3339 with its offset, as OpenAPI's `date-time`; without one the moment is not known.
const DATE_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/;

/** A date-time, as ISO 8601 with Z and milliseconds. Finer fractions are cut off. */
export const TimestampSchema = v.pipe(
  v.string(),
  v.regex(DATE_TIME),
  v.check((text) => isCalendarDay(text.slice(0, 10)) && !Number.isNaN(Date.parse(text))),
  v.transform((text) => new Date(text).toISOString()),
);

/** `Date` reads 30 February as 2 March. */
function isCalendarDay(day: string): boolean {
  const midnightMs = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(midnightMs) && new Date(midnightMs).toISOString().slice(0, 10) === day;
}
