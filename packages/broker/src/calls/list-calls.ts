import type { CallSummary, Page } from "@keyhole/contract";
import * as v from "valibot";
import { LIST_MAX_UPSTREAM_PAGES } from "../base/limits/calls.ts";
import { type ListName, openCursor, sealCursor } from "../cursors/sealed-cursor.ts";
import { FIRST_PAGE, nextPlace, type SourcePlace, sourcePlaceEntries } from "../cursors/source-pages.ts";
import { isInside } from "../grants/rows.ts";
import type { PageQuery } from "../http/query-params.ts";
import { Refusal } from "../http/refusal.ts";
import { type CallFilter, createMatch, filterValues, isApplied, narrowRows } from "../sources/filters.ts";
import type { Reading } from "../sources/reading.ts";
import type { CallsQuery, SourcePage } from "../sources/source.ts";
import type { SourceCall } from "../sources/source-call.ts";
import { createListedMemory, type ListedRows, nameOfView } from "./listed-rows.ts";
import { projectCall } from "./project-call.ts";

/** A place in a list of calls. */
interface ListPosition extends SourcePlace {
  /**
   * The last row that was returned, if rows of its source page are left over, and the size of that
   * page: a smaller one might not reach the row.
   */
  after: { id: string; createdAt: string; pageSize: number } | null;
  /** A row was dropped on the way here: the source's total would reveal it. */
  isCut: boolean;
  /** Rows that were returned on the way here. */
  returned: number;
}

const listedMemory = createListedMemory<ListPosition>();

const LIST_START: ListPosition = { ...FIRST_PAGE, after: null, isCut: false, returned: 0 };

const positionSchema = v.object({
  ...sourcePlaceEntries,
  after: v.nullable(v.object({ id: v.string(), createdAt: v.string(), pageSize: v.number() })),
  isCut: v.boolean(),
  returned: v.number(),
});

export interface ListQuery extends PageQuery {
  filter: CallFilter;
  /**
   * Adds evaluations to calls of one page, in order, and may stop before the end; for a list that is filtered by them.
   * Refuses if it cannot tell.
   */
  judge?: (calls: readonly SourceCall[]) => Promise<readonly SourceCall[]>;
}

/**
 * One page of calls, newest first. Rows are filtered twice: by the source, and again here. Rows
 * dropped here leave the page short, so up to three of the source's pages are read to fill it.
 */
export async function listCalls(
  reading: Reading,
  { filter, limit, cursor, judge }: ListQuery,
): Promise<Page<CallSummary>> {
  const { access, source } = reading;
  const narrowed = narrowRows(access.rows, filter);
  const isBlind = narrowed?.metadata !== undefined && !source.can.rowsByMetadata;
  if (narrowed === null || isBlind) return { items: [], next: null, total: 0 };

  const { verdict: _, ...unjudged } = filter;
  const [isCandidate, isVisible] = [createMatch(unjudged), createMatch(filter)];
  const list: ListName = ["calls", ...filterValues(filter)];
  const calls = new Map<string, SourceCall>();
  let position: ListPosition | null =
    cursor === null ? LIST_START : await openCursor(reading, list, cursor, positionSchema);
  const { returned } = position;
  let total: number | null = null;
  let isCut = position.isCut || !isApplied(filter, source.can.filters);
  // Rows that are judged, or follow others, depend on more.
  const view = cursor === null && judge === undefined ? nameOfView(access, filter, limit) : null;
  let pages = 0;
  let firstPage: SourcePage<SourceCall> | null = null;

  while (pages < LIST_MAX_UPSTREAM_PAGES && position !== null && calls.size < limit) {
    pages += 1;
    const { sourceCursor, after }: ListPosition = position;
    const pageSize = Math.max(limit, after?.pageSize ?? 0);
    const query = { rows: narrowed, filter, cursor: sourceCursor, pageSize };
    const page = await readPage(reading, query, calls.size > 0);
    if (page === null) break;
    const known = view === null || pages > 1 ? undefined : listedMemory.get(page, view);
    if (known !== undefined) return answerOf(reading, list, known, returned);
    firstPage ??= page;
    total = page.total;
    const { rows, isPast } = afterRow(page.items, after);
    const candidates = rows.filter((call) => isInside(call, access.rows) && isCandidate(call));
    const judged = await judgeRows(reading, candidates, judge, calls.size > 0);
    if (judged === null) break;
    const visible = judge === undefined && filter.verdict === undefined ? judged : judged.filter(isVisible);
    isCut ||= page.skipped > 0 || visible.length < rows.length;
    const taken = take(visible, calls, limit);
    if (taken === null && judged.length < candidates.length) {
      // The next request judges the others.
      const last = judged.at(-1);
      if (last !== undefined)
        position = { ...position, after: { id: last.id, createdAt: last.createdAt, pageSize } };
      break;
    }
    if (taken === null) {
      const place = await nextPlace(position, page.cursor);
      position = place === null ? null : { ...place, after: isPast ? null : after, isCut, returned };
    } else {
      position = { ...position, after: { id: taken.id, createdAt: taken.createdAt, pageSize } };
    }
    const wasShort = visible.length === 0 || isCut;
    if (!wasShort) break;
  }
  const items = [...calls.values()].map((call) => projectCall(call, source.name, access));
  const listed = { items, position, isCut, total };
  if (view !== null && firstPage !== null && pages === 1) listedMemory.put(firstPage, view, listed);
  return answerOf(reading, list, listed, returned);
}

/** Seals the place behind the rows, and tells the total where it tells nothing new. */
async function answerOf(
  reading: Reading,
  list: ListName,
  { items, position, isCut, total }: ListedRows<ListPosition>,
  returned: number,
): Promise<Page<CallSummary>> {
  const { access } = reading;
  const shown = returned + items.length;
  const next =
    position === null ? null : await sealCursor(reading, list, { ...position, isCut, returned: shown });
  if (total === null || isCut) return { items, next };
  if (seesEveryCall(access)) return { items, next, total };
  return next === null ? { items, next, total: shown } : { items, next };
}

/**
 * Whether the viewer may see every call of the source. Only then does the source's count tell nothing
 * new: a source that ignores a filter counts other viewers' calls too, even where no page holds any.
 */
function seesEveryCall({ rows }: Reading["access"]): boolean {
  return Object.keys(rows).length === 0;
}

/** Reads a page of the source. Returns null if it fails after an earlier page has brought rows. */
async function readPage(
  { source, timeLeft, noteRefusal }: Reading,
  query: CallsQuery,
  hasRows: boolean,
): Promise<SourcePage<SourceCall> | null> {
  try {
    return await source.list(query, timeLeft());
  } catch (error) {
    // The viewer's next request asks for the rest.
    if (!hasRows || !(error instanceof Refusal)) throw error;
    noteRefusal(error);
    return null;
  }
}

/** The rows with their evaluations, where the list is filtered by them; null as `readPage`. */
async function judgeRows(
  { noteRefusal }: Reading,
  rows: readonly SourceCall[],
  judge: ListQuery["judge"],
  hasRows: boolean,
): Promise<readonly SourceCall[] | null> {
  if (judge === undefined) return rows;
  try {
    return await judge(rows);
  } catch (error) {
    if (!hasRows || !(error instanceof Refusal)) throw error;
    noteRefusal(error);
    return null;
  }
}

/** Fills the page. Returns the last row taken if rows are left over, else null. */
function take(
  visible: readonly SourceCall[],
  calls: Map<string, SourceCall>,
  limit: number,
): SourceCall | null {
  let last: SourceCall | null = null;
  for (const call of visible) {
    if (calls.has(call.id)) continue;
    if (calls.size === limit) return last;
    calls.set(call.id, call);
    last = call;
  }
  return null;
}

/**
 * The rows behind one that was returned before, and whether the page reaches that far: new calls push
 * it to a later page. If the row is gone, its time decides.
 */
function afterRow(
  calls: readonly SourceCall[],
  after: ListPosition["after"],
): { rows: readonly SourceCall[]; isPast: boolean } {
  if (after === null) return { rows: calls, isPast: true };
  const index = calls.findIndex((call) => call.id === after.id);
  if (index >= 0) return { rows: calls.slice(index + 1), isPast: true };
  const rows = calls.filter((call) => Date.parse(call.createdAt) < Date.parse(after.createdAt));
  return { rows, isPast: rows.length > 0 };
}
