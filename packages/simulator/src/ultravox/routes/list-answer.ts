import { type Answer, json } from "../../http/answer.ts";
import { cursorOf, cutPage, type Positioned, pageSizeOf } from "../query/page.ts";
import type { Parameters } from "../query/parameters.ts";
import { invalidCursor, invalidFields } from "./problems.ts";
import type { ApiContext, ApiRequest } from "./route.ts";

export interface List<Row> {
  readonly parameters: Parameters;
  readonly newestFirst: boolean;
  /** Returns the matching rows, oldest first. Called only if all parameters are right. */
  readonly select: () => readonly Row[];
  readonly body: (row: Row) => unknown;
}

/** Answers `{next, previous, results, total}`. The links are absolute and keep the other parameters. */
export function listAnswer<Row extends Positioned>(
  context: ApiContext,
  request: ApiRequest,
  list: List<Row>,
): Answer {
  const pageSize = pageSizeOf(list.parameters);
  const cursor = cursorOf(list.parameters);
  if (list.parameters.failed) return invalidFields(list.parameters.errors);
  if (cursor === "invalid") return invalidCursor();
  const rows = list.select();
  const page = cutPage(rows, list.newestFirst, cursor, pageSize, context.faults.rowsOfPage ?? allRows);
  const link = (to: string | null) => {
    if (to === null) return null;
    const search = new URLSearchParams(request.search);
    search.set("cursor", to);
    return `${context.origin}${request.path}?${search}`;
  };
  return json(200, {
    next: link(page.next),
    previous: link(page.previous),
    results: page.rows.map(list.body),
    total: rows.length,
  });
}

/** Uses the index as sort key, for items without a creation time. */
export function inOrder<Item>(items: readonly Item[]): (Positioned & { readonly item: Item })[] {
  return items.map((item, place) => ({ item, createdMicros: place, sequence: place }));
}

function allRows(pageSize: number): number {
  return pageSize;
}
