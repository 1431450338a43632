import { formatMicros } from "../base/time.ts";
import { type CallLogState, successOf } from "./call-log.ts";

/** A parsed `filters_v2`. */
export interface CallLogFilter {
  readonly matches: (state: CallLogState) => boolean;
  /** The call ids that a log must have, where the filter says so; null if it may be any. */
  readonly callIds: readonly string[] | null;
}

type Field = (state: CallLogState) => unknown;

const FIELDS: Readonly<Record<string, Field>> = {
  success: (state) => successOf(state),
  duration: ({ log }) => log.durationMs / 60_000,
  call_id: ({ log }) => log.callId,
  timestamp: ({ log }) => formatMicros(log.startedMicros),
  created_at: ({ log }) => formatMicros(log.arrivedMicros),
  call_ended_reason: ({ log }) => log.endedReason,
  customer_number: ({ log }) => log.customerNumber,
};

type Compare = (value: unknown, wanted: unknown) => boolean;

const OPERATORS: Readonly<Record<string, Compare>> = {
  eq: (value, wanted) => value === wanted,
  neq: (value, wanted) => value !== wanted,
  gt: (value, wanted) => compare(value, wanted) > 0,
  gte: (value, wanted) => compare(value, wanted) >= 0,
  lt: (value, wanted) => compare(value, wanted) < 0,
  lte: (value, wanted) => compare(value, wanted) <= 0,
  contains: (value, wanted) => String(value).toLowerCase().includes(String(wanted).toLowerCase()),
  startswith: (value, wanted) => String(value).startsWith(String(wanted)),
  in: (value, wanted) => Array.isArray(wanted) && wanted.includes(value),
  isnull: (value, wanted) => (value === null) === wanted,
};

/** Parses the parameter's JSON. Throws a `TypeError` that says what is wrong. */
export function parseFilter(text: string, refusesIn: boolean): CallLogFilter {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new TypeError("Not valid JSON.");
  }
  return toFilter(value, refusesIn);
}

function toFilter(value: unknown, refusesIn: boolean): CallLogFilter {
  if (typeof value !== "object" || value === null) throw new TypeError("A condition must be an object.");
  if ("operator" in value && "conditions" in value && Array.isArray(value.conditions)) {
    const parts = value.conditions.map((condition) => toFilter(condition, refusesIn));
    if (value.operator === "and") {
      const callIds = parts.find((part) => part.callIds !== null)?.callIds ?? null;
      return { matches: (state) => parts.every((part) => part.matches(state)), callIds };
    }
    if (value.operator === "or") {
      const ids = parts.map((part) => part.callIds);
      const callIds = ids.every((each) => each !== null) ? ids.flat() : null;
      return { matches: (state) => parts.some((part) => part.matches(state)), callIds };
    }
    throw new TypeError("operator must be and or or.");
  }
  const { field, op, value: wanted } = value as Record<string, unknown>;
  const read = Object.hasOwn(FIELDS, String(field)) ? FIELDS[String(field)] : undefined;
  const holds = Object.hasOwn(OPERATORS, String(op)) ? OPERATORS[String(op)] : undefined;
  if (read === undefined) throw new TypeError(`Unsupported field ${String(field)}.`);
  if (holds === undefined || (op === "in" && refusesIn)) throw new TypeError(`Unsupported op ${String(op)}.`);
  const ids = op === "in" ? wanted : [wanted];
  const namesIds = field === "call_id" && (op === "eq" || op === "in") && Array.isArray(ids);
  return { matches: (state) => holds(read(state), wanted), callIds: namesIds ? ids.map(String) : null };
}

function compare(value: unknown, wanted: unknown): number {
  if (typeof value === "number" && typeof wanted === "number") return value - wanted;
  if (typeof value !== "string" || typeof wanted !== "string") return Number.NaN;
  const [one, other] = [Date.parse(value), Date.parse(wanted)];
  return Number.isNaN(one) || Number.isNaN(other) ? value.localeCompare(wanted) : one - other;
}
