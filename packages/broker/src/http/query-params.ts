import { CURSOR_MAX_BYTES, LIST_DEFAULT_ROWS, LIST_MAX_ROWS } from "../base/limits.ts";
import { parseInteger } from "../base/values.ts";
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

/** Where in a list, and how much of it. */
export interface PageQuery {
  cursor: string | null;
  limit: number;
}

/** Reads `cursor` and `limit`, which every list has. */
export function parsePageQuery(params: QueryParams): PageQuery {
  const parseLimit = parseInteger(1, LIST_MAX_ROWS);
  return {
    limit: params.read("limit", `a whole number from 1 to ${LIST_MAX_ROWS}`, parseLimit) ?? LIST_DEFAULT_ROWS,
    cursor: params.read("cursor", "the next of an earlier page", (value) =>
      value === "" || value.length > CURSOR_MAX_BYTES ? undefined : value,
    ),
  };
}
