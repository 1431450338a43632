import type { CallFilters, DateRange } from "./call-filters.ts";
import type { Formats } from "./formats.ts";

/** A day of the Gregorian calendar, such as `2026-11-22`. */
export type Day = string;

/** Where days begin, and the calendar that months belong to. */
export type Zone = Pick<Formats, "locale" | "timeZone">;

const DAY_MS = 86_400_000;
const DAY = /^(?:19[7-9]|2\d\d)\d-\d\d-\d\d$/;
const formats = new Map<string | undefined, Intl.DateTimeFormat>();

/** Whether a text is a day of the calendar, from 1970 on. */
export function isDay(text: string): text is Day {
  return DAY.test(text) && moveDay(text, 0) === text;
}

/** The day a number of days later, or earlier if it is negative. */
export function moveDay(day: Day, days: number): Day {
  const ms = Date.parse(`${day}T00:00:00Z`) + days * DAY_MS;
  return Number.isNaN(ms) ? "" : new Date(ms).toISOString().slice(0, 10);
}

/** The day in a time zone: an IANA name, or undefined for the device's own. */
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
 * When a day begins in a time zone, in milliseconds since 1970. Found by bisection: a day may have 23 or 25 hours,
 * begin at one o'clock, or be skipped; a skipped day begins with the next one.
 */
export function startOfDay(day: Day, timeZone: string | undefined): number {
  const middle = Date.parse(`${day}T00:00:00Z`);
  // No time zone is more than 14 hours from UTC.
  let before = middle - DAY_MS;
  let since = middle + DAY_MS;
  while (since - before > 1) {
    const between = Math.floor((before + since) / 2);
    if (dayAt(between, timeZone) < day) before = between;
    else since = between;
  }
  return since;
}

/** First and last day; an open range has no last one. */
interface Days {
  from?: Day;
  to?: Day;
}

/** Inclusive bounds in milliseconds since 1970; null for none. */
export interface Bounds {
  fromMs: number | null;
  toMs: number | null;
}

/** The days of a range. Today is one of the last 7 or 30 days; a month is one of the calendar shown. */
export function daysOf(range: DateRange, { locale, timeZone }: Zone, nowMs: number): Days {
  const today = dayAt(nowMs, timeZone);
  const days: Record<DateRange, Days> = {
    today: { from: today },
    yesterday: { from: moveDay(today, -1), to: moveDay(today, -1) },
    "last-7-days": { from: moveDay(today, -6) },
    "last-30-days": { from: moveDay(today, -29) },
    "this-month": { from: moveDay(today, 1 - dayOfMonth(today, locale)) },
  };
  return days[range];
}

/** The number of a day in its month, in the calendar of a locale. */
function dayOfMonth(day: Day, locale: string | undefined): number {
  const { calendar } = new Intl.DateTimeFormat(locale).resolvedOptions();
  const format = new Intl.DateTimeFormat("en", { day: "numeric", calendar, timeZone: "UTC" });
  return Number(format.formatToParts(Date.parse(day)).find(({ type }) => type === "day")?.value);
}

/**
 * The bounds on the creation of calls. They are those of whole days, so that the query is the same all day.
 * Reversed days are swapped.
 */
export function boundsOf(filters: CallFilters, zone: Zone, nowMs: number): Bounds {
  const { range } = filters;
  const { timeZone } = zone;
  const { from, to } = range ? daysOf(range, zone, nowMs) : inOrder(filters, timeZone);
  return {
    fromMs: from === undefined ? null : firstMs(from, timeZone),
    toMs: to === undefined ? null : lastMs(to, timeZone),
  };
}

/** When the next day begins. */
export function nextDayMs(timeZone: string | undefined, nowMs: number): number {
  return startOfDay(moveDay(dayAt(nowMs, timeZone), 1), timeZone);
}

function inOrder({ from, to }: CallFilters, timeZone: string | undefined) {
  const reversed = from && to && firstMs(from, timeZone) > lastMs(to, timeZone);
  return reversed ? { from: to, to: from } : { from, to };
}

function firstMs(day: string, timeZone: string | undefined): number {
  return isDay(day) ? startOfDay(day, timeZone) : Date.parse(day);
}

function lastMs(day: string, timeZone: string | undefined): number {
  return isDay(day) ? startOfDay(moveDay(day, 1), timeZone) - 1 : Date.parse(day);
}

/** The day of a bound, for a date field; empty for none. */
export function dayOf(bound: string | undefined, timeZone: string | undefined): Day {
  if (!bound || isDay(bound)) return bound ?? "";
  return dayAt(Date.parse(bound), timeZone);
}
