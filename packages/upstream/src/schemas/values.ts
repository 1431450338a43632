import * as v from "valibot";

const NullableTextSchema = v.nullish(v.string(), null);

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
const DATE_TIME = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(?:Z|[+-]\d\d:\d\d)$/;

/**
 * A date-time, as ISO 8601 with Z and milliseconds; undefined for another text. Finer fractions are cut off. Each call
 * has three, so a text in UTC is copied: building a date and writing it again takes ten times as long.
 */
export function readTimestamp(text: string): string | undefined {
  const parts = DATE_TIME.exec(text);
  if (parts === null) return undefined;
  const [, year, month, day, hour, minute, second, fraction = ""] = parts;
  if (!isCalendarDay(Number(year), Number(month), Number(day))) return undefined;
  if (text.endsWith("Z") && Number(hour) < 24 && Number(minute) < 60 && Number(second) < 60)
    return `${text.slice(0, 19)}.${`${fraction}000`.slice(0, 3)}Z`;
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? undefined : new Date(ms).toISOString();
}

/** `Date` reads 30 February as 2 March. */
function isCalendarDay(year: number, month: number, day: number): boolean {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = month === 2 ? (isLeap ? 29 : 28) : DAYS[month - 1];
  return days !== undefined && day >= 1 && day <= days;
}

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** See `readTimestamp`. */
export const TimestampSchema = v.pipe(
  v.string(),
  v.rawTransform(({ dataset, addIssue, NEVER }): string => {
    const time = readTimestamp(dataset.value);
    if (time !== undefined) return time;
    addIssue({ message: "date-time" });
    return NEVER;
  }),
);
