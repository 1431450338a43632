import { PAGE_SIZE_DEFAULT, PAGE_SIZE_MAX } from "../../base/limits.ts";
import { type Parameters, parsePositiveInteger } from "./parameters.ts";

/** The sort key of a row, to which cursors point. */
export interface Positioned {
  readonly createdMicros: number;
  readonly sequence: number;
}

/**
 * How many rows a page gets. The vendor may send fewer than requested. The first page (number 0) gets at least one,
 * because its cursor needs a row to point to.
 */
export type RowsOfPage = (pageSize: number, pageNumber: number) => number;

/** One page and the cursors of its neighbours, each null if there is none. */
export interface Page<Row> {
  readonly rows: readonly Row[];
  readonly next: string | null;
  readonly previous: string | null;
}

/** Parses `cursor`. Null if it is absent. */
export function cursorOf(parameters: Parameters): Cursor | null | "invalid" {
  const text = parameters.text("cursor");
  return text === null ? null : (decodeCursor(text) ?? "invalid");
}

/** Parses `pageSize` and reduces it to the maximum. */
export function pageSizeOf(parameters: Parameters): number {
  const size = parameters.parsed("pageSize", parsePositiveInteger, "A valid positive integer is required.");
  return Math.min(size ?? PAGE_SIZE_DEFAULT, PAGE_SIZE_MAX);
}

/** Parses `sort`. Rows come newest first unless it is `created`. The vendor documents no other field. */
export function newestFirstOf(parameters: Parameters): boolean {
  const sort = parameters.text("sort");
  if (sort !== null && sort !== "created" && sort !== "-created") {
    parameters.fail("sort", `"${sort}" is not a valid choice.`);
  }
  return sort !== "created";
}

/** Cuts one page out of rows in ascending order of creation. */
export function cutPage<Row extends Positioned>(
  ascending: readonly Row[],
  newestFirst: boolean,
  cursor: Cursor | null,
  pageSize: number,
  rowsOfPage: RowsOfPage,
): Page<Row> {
  const rows = newestFirst ? ascending.toReversed() : ascending;
  const pageNumber = cursor?.pageNumber ?? 0;
  const size = rowsOfPage(pageSize, pageNumber);
  let start = 0;
  let end = Math.min(rows.length, size);
  if (cursor?.reverse) {
    end = firstIndex(rows, (row) => !isBefore(row, cursor, newestFirst));
    start = Math.max(0, end - size);
  } else if (cursor !== null) {
    start = firstIndex(rows, (row) => isBefore(cursor, row, newestFirst));
    end = Math.min(rows.length, start + size);
  }
  const neighbour = (at: Positioned | null | undefined, reverse: boolean) =>
    at ? encodeCursor({ ...positionOf(at), reverse, pageNumber: pageNumber + 1 }) : null;
  return {
    rows: rows.slice(start, end),
    next: end < rows.length ? neighbour(rows[end - 1] ?? cursor, false) : null,
    previous: start > 0 ? neighbour(rows[start] ?? cursor, true) : null,
  };
}

function positionOf({ createdMicros, sequence }: Positioned): Positioned {
  return { createdMicros, sequence };
}

function isBefore(left: Positioned, right: Positioned, newestFirst: boolean): boolean {
  const order = left.createdMicros - right.createdMicros || left.sequence - right.sequence;
  return newestFirst ? order > 0 : order < 0;
}

/** Binary search: the first index whose row passes. All later rows must pass too. */
function firstIndex<Row>(rows: readonly Row[], passes: (row: Row) => boolean): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const row = rows[middle];
    if (row !== undefined && passes(row)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Where a page starts: beside a row, so that later rows do not shift it. */
export interface Cursor {
  readonly createdMicros: number;
  readonly sequence: number;
  /** True for a page towards the beginning of the list. */
  readonly reverse: boolean;
  /** Index of the page within one walk. The second page has 1. */
  readonly pageNumber: number;
}

/** Base64 of a query string, as in the vendor's framework. */
function encodeCursor(cursor: Cursor): string {
  const text = new URLSearchParams({
    p: String(cursor.createdMicros),
    s: String(cursor.sequence),
    n: String(cursor.pageNumber),
    ...(cursor.reverse ? { r: "1" } : {}),
  }).toString();
  return Buffer.from(text).toString("base64");
}

/** Null if the text is not a cursor of this simulator. */
function decodeCursor(text: string): Cursor | null {
  const match = /^p=(\d{1,16})&s=(\d{1,9})&n=(\d{1,9})(&r=1)?$/.exec(Buffer.from(text, "base64").toString());
  if (match === null) return null;
  const [, createdMicros, sequence, pageNumber, reverse] = match;
  return {
    createdMicros: Number(createdMicros),
    sequence: Number(sequence),
    pageNumber: Number(pageNumber),
    reverse: reverse !== undefined,
  };
}
