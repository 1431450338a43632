import { CALL_STATUSES } from "@keyhole/contract";
import { type CallFilters, DATE_RANGES } from "../../base/call-filters.ts";
import { SEARCH_CHARACTERS_MAX, SEARCH_CHARACTERS_MIN } from "../../base/limits.ts";
import { isDay } from "./zoned-day.ts";

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/;
const DURATION_MAX_MS = 10 ** 12;

type Reader<Value> = (value: unknown) => Value | undefined;

/** How each field is read; undefined for what it cannot be. */
const READERS: { [Name in keyof CallFilters]-?: Reader<NonNullable<CallFilters[Name]>> } = {
  agent: (value) => (typeof value === "string" && UUID.test(value) ? value.toLowerCase() : undefined),
  status: (value) => CALL_STATUSES.find((status) => status === value),
  range: (value) => DATE_RANGES.find((range) => range === value),
  from: moment,
  to: moment,
  minDurationMs: (value) => (value === 0 ? undefined : duration(value)),
  maxDurationMs: duration,
  q: (value) => {
    const words = typeof value === "string" ? value.trim().slice(0, SEARCH_CHARACTERS_MAX) : "";
    // Half a character fits into no URL.
    return words.length < SEARCH_CHARACTERS_MIN ? undefined : words.replace(/\p{Surrogate}/gu, "");
  },
};

/** Names of the fields, in the order in which they are written. */
export const FILTER_NAMES = Object.keys(READERS) as (keyof CallFilters)[];

/**
 * Filters from what a host has set or a URL says. A field that cannot be is left out, whatever it does
 * when it is read; a range takes the place of `from` and `to`.
 */
export function filtersOf(value: unknown): CallFilters {
  const fields = FILTER_NAMES.flatMap((name) => {
    const field = READERS[name](fieldOf(value, name));
    return field === undefined ? [] : [[name, field] as const];
  });
  const filters: CallFilters = Object.fromEntries(fields);
  if (filters.range) {
    delete filters.from;
    delete filters.to;
  }
  return filters;
}

/** True where two narrow a list to the same. */
export function sameFilters(one: CallFilters, other: CallFilters): boolean {
  return FILTER_NAMES.every((name) => one[name] === other[name]);
}

function fieldOf(value: unknown, name: string): unknown {
  try {
    return typeof value === "object" && value ? (value as Record<string, unknown>)[name] : undefined;
  } catch {
    return undefined;
  }
}

/** A day, or an instant. */
function moment(value: unknown): string | undefined {
  if (typeof value !== "string") return undefined;
  const isInstant = INSTANT.test(value) && isDay(value.slice(0, 10)) && !Number.isNaN(Date.parse(value));
  return isInstant || isDay(value) ? value : undefined;
}

function duration(value: unknown): number | undefined {
  return Number.isInteger(value) && Number(value) >= 0 && Number(value) <= DURATION_MAX_MS
    ? Number(value)
    : undefined;
}
