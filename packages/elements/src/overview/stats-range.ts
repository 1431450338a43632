import type { CallFilters } from "../base/call-filters.ts";
import { boundsOf, dayAt, moveDay, nextDayMs, startOfDay, type Zone } from "../base/zoned-day.ts";

const DAY_MS = 86_400_000;
/** Widest ranges that a broker counts. */
const BY_HOUR_DAYS = 93;
const MAX_DAYS = 400;
/** Days that an overview shows where nothing else is chosen. */
const DEFAULT_DAYS = 30;

/** The filters of a number of days that end today, as a list knows them. */
export function lastDays(days: number, timeZone: string | undefined, nowMs: number): CallFilters {
  if (days === 7) return { range: "last-7-days" };
  if (days === 30) return { range: "last-30-days" };
  return { from: moveDay(dayAt(nowMs, timeZone), 1 - days) };
}

/** The path of the figures of filters. It is the same all day, so that the browser keeps its preflight. */
export function statsPath(filters: CallFilters, zone: Zone, nowMs: number): string {
  const { timeZone } = zone;
  const bounds = boundsOf(filters, zone, nowMs);
  const toMs = bounds.toMs ?? nextDayMs(timeZone, nowMs) - 1;
  const firstDay = moveDay(dayAt(toMs, timeZone), 1 - DEFAULT_DAYS);
  const fromMs = Math.max(bounds.fromMs ?? startOfDay(firstDay, timeZone), toMs + 1 - MAX_DAYS * DAY_MS);
  const by = toMs - fromMs < BY_HOUR_DAYS * DAY_MS ? "hour" : "day";
  const [from, to] = [Math.min(fromMs, toMs), toMs].map((ms) => new Date(ms).toISOString());
  const agent = filters.agent === undefined ? "" : `&agent=${encodeURIComponent(filters.agent)}`;
  return `/v1/stats?by=${by}&from=${from}&to=${to}${agent}`;
}
