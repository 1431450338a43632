import type { CallFilters, DateRange } from "../../base/call-filters.ts";
import { type Day, dayAt, isDay, moveDay, startOfDay } from "./zoned-day.ts";

/** First and last day; a range that goes on has no last one. */
interface Days {
  from?: Day;
  to?: Day;
}

/** Both included, in milliseconds since 1970; null where nothing bounds the list. */
export interface Bounds {
  fromMs: number | null;
  toMs: number | null;
}

/** The days of a range, for the day that is today. Today counts as one of the last 7 and 30. */
export function daysOf(range: DateRange, today: Day): Days {
  const days: Record<DateRange, Days> = {
    today: { from: today },
    yesterday: { from: moveDay(today, -1), to: moveDay(today, -1) },
    "last-7-days": { from: moveDay(today, -6) },
    "last-30-days": { from: moveDay(today, -29) },
    "this-month": { from: `${today.slice(0, 8)}01` },
  };
  return days[range];
}

/**
 * When the calls of some filters were created. Bounds are those of whole days, never of now, so that
 * asking twice a day asks the same. Days in the wrong order are put right.
 */
export function boundsOf(filters: CallFilters, timeZone: string | undefined, nowMs: number): Bounds {
  const { range } = filters;
  const { from, to } = range ? daysOf(range, dayAt(nowMs, timeZone)) : inOrder(filters, timeZone);
  return {
    fromMs: from === undefined ? null : firstMs(from, timeZone),
    toMs: to === undefined ? null : lastMs(to, timeZone),
  };
}

/** When the next day begins, and with it another meaning of a range. */
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
