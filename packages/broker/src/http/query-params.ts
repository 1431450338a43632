import { CURSOR_MAX_BYTES, LIST_DEFAULT_ROWS, LIST_MAX_ROWS } from "../base/limits/calls.ts";
import { parseInteger } from "../base/values.ts";
import { Refusal } from "./refusal.ts";

/** Query parameters: each may be given once, and a wrong one is refused by its name. */
export class QueryParams {
  readonly #params: URLSearchParams;

  constructor({ searchParams }: URL) {
    this.#params = searchParams;
  }

  /** The parsed value, or null if absent. `parse` returns undefined to refuse a value. */
  read<Value>(name: string, expects: string, parse: (text: string) => Value | undefined): Value | null {
    const values = this.#params.getAll(name);
    const [text] = values;
    if (text === undefined) return null;
    if (values.length > 1)
      throw new Refusal("invalid_request", `The parameter ${name} may be given only once.`);
    const value = parse(text);
    if (value === undefined)
      throw new Refusal("invalid_request", `The parameter ${name} expects ${expects}.`);
    return value;
  }
}

/** Which page of a list. */
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
