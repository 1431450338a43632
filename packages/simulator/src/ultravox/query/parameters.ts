import { MICROS_PER_SECOND } from "../../base/time.ts";

/** Wrong parameters by name, as the vendor's framework words them. */
export type FieldErrors = Record<string, string[]>;

/** Reads query parameters and collects all errors, so that one answer names them all. */
export class Parameters {
  readonly errors: FieldErrors = {};
  readonly #search: URLSearchParams;

  constructor(search: URLSearchParams) {
    this.#search = search;
  }

  get failed(): boolean {
    return Object.keys(this.errors).length > 0;
  }

  fail(name: string, message: string): null {
    this.errors[name] = [message];
    return null;
  }

  /** The last value of a parameter. An empty one counts as absent, as in Django. */
  text(name: string): string | null {
    return this.#search.getAll(name).at(-1) || null;
  }

  /** A parsed value. Null if the parameter is absent or wrong. */
  parsed<Value>(name: string, parse: (text: string) => Value | null, message: string): Value | null {
    const text = this.text(name);
    if (text === null) return null;
    const value = parse(text);
    return value === null ? this.fail(name, message) : value;
  }

  /** One of the given values. Null if the parameter is absent or wrong. */
  choice<Value extends string>(name: string, choices: readonly Value[]): Value | null {
    const text = this.text(name);
    const found = choices.find((choice) => choice === text);
    if (text === null || found !== undefined) return found ?? null;
    return this.fail(name, `"${text}" is not a valid choice.`);
  }

  /** All values of a parameter that may be repeated, comma-joined or both. */
  list(name: string): string[] {
    return this.#search
      .getAll(name)
      .flatMap((value) => value.split(","))
      .map((value) => value.trim())
      .filter((value) => value !== "");
  }

  has(name: string): boolean {
    return this.#search.has(name);
  }

  /** All pairs whose name starts with a prefix, with the prefix removed. */
  startingWith(prefix: string): [string, string][] {
    return [...this.#search]
      .filter(([name]) => name.startsWith(prefix))
      .map(([name, value]) => [name.slice(prefix.length), value]);
  }
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** A UUID in lower case. */
export function parseUuid(text: string): string | null {
  const uuid = text.toLowerCase();
  return UUID.test(uuid) ? uuid : null;
}

/** Protobuf's duration, such as `300s` or `0.384s`, in microseconds. */
export function parseDuration(text: string): number | null {
  if (!/^-?(?:0|[1-9][0-9]{0,11})(?:\.[0-9]{1,9})?s$/.test(text)) return null;
  return Math.round(Number(text.slice(0, -1)) * MICROS_PER_SECOND);
}

/** A positive whole number. */
export function parsePositiveInteger(text: string): number | null {
  return /^0*[1-9]\d*$/.test(text) ? Number(text) : null;
}
