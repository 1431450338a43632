import * as v from "valibot";

export const NullableTextSchema = v.nullish(v.string(), null);

/** A text that matters too little to fail what holds it: null where it is none. */
export const TextOrNullSchema = v.fallback(NullableTextSchema, null);

/** A count that only informs: null where it is none. */
export const CountOrNullSchema = v.fallback(
  v.nullish(v.pipe(v.number(), v.safeInteger(), v.minValue(0)), null),
  null,
);

/** Texts of a list; a single text counts as a list of one. */
export const TextsSchema = v.fallback(
  v.union([
    v.array(v.string()),
    v.pipe(
      v.string(),
      v.transform((text) => (text === "" ? [] : [text])),
    ),
  ]),
  [],
);

/** A whole number that may be written as a text, as some of the vendor's ids are. */
export const IntegerSchema = v.pipe(
  v.union([v.number(), v.pipe(v.string(), v.regex(/^\d{1,15}$/), v.transform(Number))]),
  v.safeInteger(),
);

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
