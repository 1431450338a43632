import { CURSOR_MAX_BYTES, LIST_DEFAULT_ROWS, LIST_MAX_ROWS } from "../base/limits.ts";
import { parseInteger } from "../base/parse-text.ts";
import type { QueryParams } from "./query-params.ts";

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
