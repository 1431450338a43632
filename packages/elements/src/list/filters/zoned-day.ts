/** A day of the calendar, such as `2026-11-22`. */
export type Day = string;

const DAY_MS = 86_400_000;
const DAY = /^(?:19[7-9]|2\d\d)\d-\d\d-\d\d$/;
const formats = new Map<string | undefined, Intl.DateTimeFormat>();

/** True for a day from 1970 on that the calendar has. */
export function isDay(text: string): text is Day {
  return DAY.test(text) && moveDay(text, 0) === text;
}

/** The day so many days later, or before where that is negative. */
export function moveDay(day: Day, days: number): Day {
  const ms = Date.parse(`${day}T00:00:00Z`) + days * DAY_MS;
  return Number.isNaN(ms) ? "" : new Date(ms).toISOString().slice(0, 10);
}

/** The day that it is somewhere; the time zone is an IANA name, undefined for the device's own. */
export function dayAt(ms: number, timeZone: string | undefined): Day {
  let format = formats.get(timeZone);
  if (!format) {
    const digits = { year: "numeric", month: "2-digit", day: "2-digit" } as const;
    format = new Intl.DateTimeFormat("en-US", { ...digits, calendar: "gregory", timeZone });
    formats.set(timeZone, format);
  }
  const parts = new Map(format.formatToParts(ms).map(({ type, value }) => [type, value]));
  return `${parts.get("year")}-${parts.get("month")}-${parts.get("day")}`;
}

/**
 * When a day begins somewhere, in milliseconds since 1970. It is looked for rather than computed: a day
 * may have 23 or 25 hours, begin at one o'clock, or be left out, and then it begins with the next one.
 */
export function startOfDay(day: Day, timeZone: string | undefined): number {
  const middle = Date.parse(`${day}T00:00:00Z`);
  // No place is farther from UTC than 14 hours.
  let before = middle - DAY_MS;
  let since = middle + DAY_MS;
  while (since - before > 1) {
    const between = Math.floor((before + since) / 2);
    if (dayAt(between, timeZone) < day) before = between;
    else since = between;
  }
  return since;
}
