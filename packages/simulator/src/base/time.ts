/** Times in the data are whole microseconds since 1970, as precise as the vendor's timestamps. */
export const MICROS_PER_SECOND = 1_000_000;
export const MICROS_PER_DAY = 86_400 * MICROS_PER_SECOND;

/** `2026-07-02T09:20:41.004410Z`: always six digits after the point. */
export function formatMicros(micros: number): string {
  const millis = Math.floor(micros / 1000);
  const rest = String(micros - millis * 1000).padStart(3, "0");
  return `${new Date(millis).toISOString().slice(0, -1)}${rest}Z`;
}

/** Microseconds since midnight UTC. */
export function timeOfDayMicros(micros: number): number {
  return ((micros % MICROS_PER_DAY) + MICROS_PER_DAY) % MICROS_PER_DAY;
}

/** `HH:MM` or `HH:MM:SS` with an optional fraction, in microseconds since midnight. */
export function parseTimeOfDay(text: string): number | null {
  const [, hour = "", minute = "", second = "0", fraction = ""] =
    /^([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.(\d{1,6}))?)?$/.exec(text) ?? [];
  if (hour === "") return null;
  const seconds = Number(hour) * 3600 + Number(minute) * 60 + Number(second);
  return seconds * MICROS_PER_SECOND + Number(fraction.padEnd(6, "0"));
}

/**
 * Parses a date-time, or a bare date as the first or last microsecond of its day. Without a zone it is UTC. An
 * unencoded `+` arrives as a space and is invalid.
 */
export function parseDateTime(text: string, bareDate: "start" | "end"): number | null {
  const [date = "", time, zone] = splitDateTime(text);
  const day = parseDay(date);
  if (day === null) return null;
  if (time === undefined) return bareDate === "start" ? day : day + MICROS_PER_DAY - 1;
  const sinceMidnight = parseTimeOfDay(time);
  const offset = parseZone(zone ?? "Z");
  return sinceMidnight === null || offset === null ? null : day + sinceMidnight - offset;
}

function splitDateTime(text: string): (string | undefined)[] {
  const match = /^(\d{4}-\d{2}-\d{2})(?:[T ]([\d:.]+)(Z|[+-]\d{2}:?\d{2})?)?$/.exec(text);
  return match === null ? [] : match.slice(1);
}

function parseDay(text: string): number | null {
  const [year = Number.NaN, month = Number.NaN, day = Number.NaN] = text.split("-").map(Number);
  const millis = Date.UTC(year, month - 1, day);
  // `Date.UTC` rolls 30 February over into March.
  const same = Number.isFinite(millis) && new Date(millis).toISOString().startsWith(text);
  return same ? millis * 1000 : null;
}

function parseZone(text: string): number | null {
  if (text === "Z") return 0;
  const hours = Number(text.slice(1, 3));
  const minutes = Number(text.slice(-2));
  if (hours > 23 || minutes > 59) return null;
  return (text.startsWith("-") ? -1 : 1) * (hours * 60 + minutes) * 60 * MICROS_PER_SECOND;
}
