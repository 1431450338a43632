import { Refusal } from "./refusal.ts";

/** Query parameters by their rule: single-valued, and refused by name where they do not parse. */
export class QueryParams {
  readonly #params: URLSearchParams;

  constructor(url: string) {
    this.#params = new URL(url).searchParams;
  }

  /** The value as `parse` reads it, null where it is absent. `parse` answers undefined for a value it refuses. */
  read<Value>(name: string, wants: string, parse: (text: string) => Value | undefined): Value | null {
    const values = this.#params.getAll(name);
    const [text] = values;
    if (text === undefined) return null;
    if (values.length > 1) throw new Refusal("invalid_request", `The parameter ${name} may be given once.`);
    const value = parse(text);
    if (value === undefined) throw new Refusal("invalid_request", `The parameter ${name} wants ${wants}.`);
    return value;
  }
}

/** A whole number in decimal digits, within bounds. */
export function parseInteger(min: number, max: number): (text: string) => number | undefined {
  return (text) => {
    const value = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
    return value >= min && value <= max ? value : undefined;
  };
}

const DATE_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;

/** An ISO 8601 date-time with zone, as milliseconds since 1970. */
export function parseDateTime(text: string): number | undefined {
  const time = DATE_TIME.test(text) && isCalendarDay(text.slice(0, 10)) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}

/** `Date` reads 30 February as 2 March, which would move the end of a time window. */
function isCalendarDay(day: string): boolean {
  const midnightMs = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(midnightMs) && new Date(midnightMs).toISOString().startsWith(day);
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A UUID, in lower case. */
export function parseUuid(text: string): string | undefined {
  const uuid = text.toLowerCase();
  return UUID.test(uuid) ? uuid : undefined;
}
