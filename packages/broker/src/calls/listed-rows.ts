import type { CallSummary } from "@keyhole/contract";
import { VIEWS_OF_A_PAGE } from "../base/limits/calls.ts";
import type { Access } from "../grants/access.ts";
import { nameOfRows } from "../grants/rows.ts";
import { type CallFilter, filterValues } from "../sources/filters.ts";
import type { SourcePage } from "../sources/source.ts";
import type { SourceCall } from "../sources/source-call.ts";

/** Rows of a list as one view is shown them, and what follows from them. */
export interface ListedRows<Position> {
  items: CallSummary[];
  position: Position | null;
  isCut: boolean;
  total: number | null;
}

/**
 * The rows that each view was shown of a page in the isolate's memory. Viewers who poll with one grant see the same
 * rows, so these are cut, masked and written once. They are forgotten with the page. A view is all that decides on rows:
 * site, scopes, rows of the grant, filter and limit.
 */
export interface ListedMemory<Position> {
  get(page: SourcePage<SourceCall>, view: string): ListedRows<Position> | undefined;
  put(page: SourcePage<SourceCall>, view: string, listed: ListedRows<Position>): void;
}

export function createListedMemory<Position>(): ListedMemory<Position> {
  const known = new WeakMap<SourcePage<SourceCall>, Map<string, ListedRows<Position>>>();
  return {
    get: (page, view) => known.get(page)?.get(view),
    put(page, view, listed) {
      const views = known.get(page) ?? new Map<string, ListedRows<Position>>();
      if (views.size < VIEWS_OF_A_PAGE) views.set(view, listed);
      known.set(page, views);
    },
  };
}

export function nameOfView({ site, scopes, rows }: Access, filter: CallFilter, limit: number): string {
  return JSON.stringify([site.id, scopes.toSorted(), nameOfRows(rows), filterValues(filter), limit]);
}
