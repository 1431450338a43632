import type { CallSummary, Page } from "@keyhole/contract";
import type { UltravoxCall } from "@keyhole/upstream/ultravox";
import { LIST_MAX_UPSTREAM_PAGES, UPSTREAM_DEADLINE_MS } from "../base/limits.ts";
import { openCursor, sealCursor } from "../cursors/sealed-cursor.ts";
import type { Access } from "../grants/access.ts";
import { isInside } from "../grants/rows.ts";
import { refuseUpstream } from "../http/refusals.ts";
import type { Reading } from "../sources/reading.ts";
import { callStatus } from "./call-status.ts";
import type { CallsFilter, CallsQuery } from "./calls-query.ts";
import {
  LIST_START,
  type ListPosition,
  listName,
  listPositionSchema,
  nextPosition,
} from "./list-position.ts";
import { narrow } from "./narrow.ts";
import { durationMs, projectCall } from "./project-call.ts";

/**
 * One page of calls, newest first. Rows are filtered twice: by the upstream, and again here. What
 * is cut here leaves the page short, so up to three upstream pages are asked to fill it.
 */
export async function listCalls(
  reading: Reading,
  query: CallsQuery,
  access: Access,
): Promise<Page<CallSummary>> {
  const { filter, limit } = query;
  const ultravox = reading.ultravoxFor(access);
  const asked = narrow(access.rows, filter);
  if (asked === null) return { items: [], next: null, total: 0 };

  const deadlineMs = reading.now() + UPSTREAM_DEADLINE_MS;
  const calls = new Map<string, UltravoxCall>();
  let position: ListPosition | null =
    query.cursor === null
      ? LIST_START
      : await openCursor(reading, access, listName(filter), query.cursor, listPositionSchema);
  let total: number | null = null;
  let isCut = filter.status !== null || (position?.isCut ?? false);

  for (
    let pages = 0;
    pages < LIST_MAX_UPSTREAM_PAGES && position !== null && calls.size < limit;
    pages += 1
  ) {
    const { upstreamCursor, after }: ListPosition = position;
    const pageSize = Math.max(limit, after?.pageSize ?? 0);
    const answer = await ultravox.listCalls(
      { ...asked, pageSize, ...(upstreamCursor === null ? {} : { cursor: upstreamCursor }) },
      { deadlineMs: Math.max(1, deadlineMs - reading.now()) },
    );
    if (!answer.ok) {
      // What an earlier page of this request brought is kept; the page asks again for the rest.
      if (calls.size > 0) break;
      throw refuseUpstream(answer.error);
    }
    const page = answer.value;
    total = page.total;
    const { rows, isPast } = afterRow(page.items, after);
    const visible = rows.filter((call) => isInside(call, access.rows) && matches(call, filter));
    isCut ||= page.skipped > 0 || visible.length < rows.length;
    const taken = take(visible, calls, limit);
    position =
      taken === null
        ? await nextPosition(position, page.cursor, isPast ? null : after)
        : { ...position, after: { id: taken.callId, created: taken.created, pageSize } };
    const wasShort = visible.length === 0 || isCut;
    if (!wasShort) break;
  }
  const items = [...calls.values()].map((call) => projectCall(call, access));
  const next =
    position === null ? null : await sealCursor(reading, access, listName(filter), { ...position, isCut });
  return { items, next, ...(total === null || isCut ? {} : { total }) };
}

/** Fills the page; answers the last row taken where rows are left over, else null. */
function take(
  visible: readonly UltravoxCall[],
  calls: Map<string, UltravoxCall>,
  limit: number,
): UltravoxCall | null {
  let last: UltravoxCall | null = null;
  for (const call of visible) {
    if (calls.has(call.callId)) continue;
    if (calls.size === limit) return last;
    calls.set(call.callId, call);
    last = call;
  }
  return null;
}

/**
 * The rows of an upstream page behind one that was given out before, and whether the page comes as
 * far: new calls push it to a later page. By its time where it is gone.
 */
function afterRow(
  calls: readonly UltravoxCall[],
  after: ListPosition["after"],
): { rows: readonly UltravoxCall[]; isPast: boolean } {
  if (after === null) return { rows: calls, isPast: true };
  const index = calls.findIndex((call) => call.callId === after.id);
  if (index >= 0) return { rows: calls.slice(index + 1), isPast: true };
  const rows = calls.filter((call) => Date.parse(call.created) < Date.parse(after.created));
  return { rows, isPast: rows.length > 0 };
}

/** The page's own filters again, for an upstream that does not know or does not honour them. */
function matches(call: UltravoxCall, filter: CallsFilter): boolean {
  const { agent, fromMs, toMs, minDurationMs, maxDurationMs, status } = filter;
  const createdMs = Date.parse(call.created);
  const tookMs = durationMs(call);
  if (agent !== null && call.agentId?.toLowerCase() !== agent) return false;
  if (fromMs !== null && createdMs < fromMs) return false;
  if (toMs !== null && createdMs > toMs) return false;
  if (minDurationMs !== null && (tookMs === null || tookMs < minDurationMs)) return false;
  if (maxDurationMs !== null && (tookMs === null || tookMs > maxDurationMs)) return false;
  return status === null || callStatus(call) === status;
}
