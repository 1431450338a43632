import { dayAt, moveDay, startOfDay } from "../base/zoned-day.ts";
import type { Figures, Span } from "./parse-stats.ts";

/** Figures of one bar or point of the charts. */
export interface CallPoint extends Span {
  calls: number;
  /** Null where the source does not count them. */
  joined: number | null;
  durationMs: number | null;
}

export interface CallPoints {
  points: CallPoint[];
  /** Where the days of the points begin. */
  timeZone: string | undefined;
  /** Whether the points are hours, days, or whatever the source counts. */
  width: "hour" | "day" | "other";
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** A shorter range is shown by hour. */
const BY_HOUR_MS = 2 * DAY_MS + HOUR_MS;

/**
 * The points of the charts. Hours make days of the viewer's time zone, each hour on the day in which it begins. A broker
 * that has days of UTC alone makes those, and wider ranges stay as they are.
 */
export function callPoints({ calls, fromMs, toMs }: Figures, timeZone: string | undefined): CallPoints {
  const counts = calls ?? [];
  const widestMs = Math.max(0, ...counts.map((count) => count.toMs + 1 - count.fromMs));
  if (widestMs > DAY_MS) return { points: counts, timeZone, width: "other" };
  const zone = widestMs > HOUR_MS ? "UTC" : timeZone;
  const isByHour = widestMs <= HOUR_MS && toMs - fromMs < BY_HOUR_MS;
  const slots = isByHour ? hours(fromMs, toMs) : days(fromMs, toMs, zone);
  const points = slots.map((span): CallPoint => ({ ...span, calls: 0, joined: 0, durationMs: 0 }));
  let place = 0;
  for (const { fromMs: startMs, ...count } of counts) {
    while (place < points.length - 1 && startMs > (points[place]?.toMs ?? 0)) place += 1;
    const point = points[place];
    if (!point) break;
    point.calls += count.calls;
    point.joined = sum(point.joined, count.joined);
    point.durationMs = sum(point.durationMs, count.durationMs);
  }
  return { points, timeZone: zone, width: isByHour ? "hour" : "day" };
}

/** A sum that is null where one part is. */
function sum(one: number | null, other: number | null): number | null {
  return one === null || other === null ? null : one + other;
}

/** Sums of all points. */
export function totalsOf(points: readonly CallPoint[]): Omit<CallPoint, keyof Span> {
  return points.reduce(
    (total, { calls, joined, durationMs }) => ({
      calls: total.calls + calls,
      joined: sum(total.joined, joined),
      durationMs: sum(total.durationMs, durationMs),
    }),
    { calls: 0, joined: 0 as number | null, durationMs: 0 as number | null },
  );
}

/** Average duration of the joined calls, in milliseconds; null without one. */
export function averageMs({ joined, durationMs }: Pick<CallPoint, "joined" | "durationMs">): number | null {
  return joined && durationMs !== null ? durationMs / joined : null;
}

/** Share of the calls that passed, from 0 to 1; null without one that was evaluated. */
export function shareOf({ succeeded, failed }: { succeeded: number; failed: number }): number | null {
  return succeeded + failed > 0 ? succeeded / (succeeded + failed) : null;
}

function hours(fromMs: number, toMs: number): Span[] {
  const count = Math.ceil((toMs + 1 - fromMs) / HOUR_MS);
  return Array.from({ length: count }, (_, index) => {
    const startMs = fromMs + index * HOUR_MS;
    return { fromMs: startMs, toMs: Math.min(toMs, startMs + HOUR_MS - 1) };
  });
}

function days(fromMs: number, toMs: number, timeZone: string | undefined): Span[] {
  const spans: Span[] = [];
  const last = dayAt(toMs, timeZone);
  for (let day = dayAt(fromMs, timeZone), startMs = fromMs; day <= last; ) {
    day = moveDay(day, 1);
    const nextMs = startOfDay(day, timeZone);
    const endMs = Math.min(toMs, nextMs - 1);
    // A day that a time zone skips has no time.
    if (endMs >= startMs) spans.push({ fromMs: startMs, toMs: endMs });
    startMs = nextMs;
  }
  return spans;
}
