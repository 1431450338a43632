import type { CallSummary, Page } from "@keyhole/contract";
import { REFRESH_PAGES_MAX } from "../../base/limits.ts";
import { parseCallsPage } from "../../base/parse-call.ts";
import type { Answer, Failure } from "../../session/index.ts";
import { keepKnown } from "../../session/keep-known.ts";
import type { RefreshContext, Refreshed } from "../calls-store.ts";
import type { CallsState } from "../first-page-store.ts";

/** The value of a 304 answer. */
const NOT_MODIFIED = Symbol("not modified");

/**
 * Asks for the newest page with the tag of the known one, and for further pages until they overlap the known
 * calls. Without news, nothing changes. A repeated failure is not reported again, and never replaces the failure
 * of a page.
 */
export async function fetchNewest({ known, etag, request }: RefreshContext): Promise<Refreshed> {
  const answer = await request<Page<CallSummary> | typeof NOT_MODIFIED>(null, {
    headers: etag ? { "If-None-Match": etag } : {},
    parse: (body) => (body === undefined ? NOT_MODIFIED : parseCallsPage(body)),
  });
  if (!answer?.ok) return refused(known, answer);
  const recovered = known.failed === "refresh" ? { failure: null, failed: null } : undefined;
  if (answer.value === NOT_MODIFIED)
    return { result: { kind: "same" }, ...(recovered && { change: recovered }) };
  const { calls } = known;
  const newest = [...answer.value.items];
  let { next, total } = answer.value;
  for (
    let pages = 1;
    next !== null && calls.length && newest.length && !overlaps(newest, calls);
    pages += 1
  ) {
    if (pages === REFRESH_PAGES_MAX) break;
    const further = await request(next, { parse: parseCallsPage });
    if (!further?.ok) return refused(known, further);
    // New calls shift the pages, so that two may overlap.
    newest.push(...further.value.items.filter(({ id }) => newest.every((call) => call.id !== id)));
    next = further.value.next;
    total = further.value.total ?? total;
  }
  const merged = mergeNewest(newest, next === null, calls);
  const rest = { next: merged.keepsOlder ? known.next : next, total: total ?? known.total };
  const changed =
    merged.changed || (rest.next === null) !== (known.next === null) || rest.total !== known.total;
  // Cursors expire after a day: keep the younger of two for the same place.
  const change = changed || rest.next !== known.next || recovered ? { ...rest, ...recovered } : undefined;
  return {
    result: changed ? { kind: "changed", newCalls: merged.newCalls } : { kind: "same" },
    etag: answer.headers.get("ETag"),
    ...(change && { change }),
    ...(merged.changed && { head: { calls: merged.head, count: merged.replaced } }),
  };
}

/** The outcome of a refresh that failed or was dropped. */
function refused(known: CallsState, answer: (Answer<unknown> & { failure: Failure }) | null): Refreshed {
  if (!answer) return { result: { kind: "dropped" } };
  const { failure } = answer;
  const isNews =
    !known.failure || (known.failed === "refresh" && keepKnown(known.failure, failure) !== known.failure);
  return { result: { kind: "failed", failure }, ...(isNews && { change: { failure, failed: "refresh" } }) };
}

export interface Merged {
  /** Replaces the first known calls. */
  head: readonly CallSummary[];
  /** Number of known calls that `head` replaces. */
  replaced: number;
  /** Known calls stay below the newest ones, and so does their cursor. */
  keepsOlder: boolean;
  /** Number of calls above the known ones. */
  newCalls: number;
  changed: boolean;
}

/**
 * Puts the newest calls above the known ones. Within the time that the newest pages span, they replace what is
 * known: missing calls go, changed calls are replaced, an unchanged call stays the same object. Older
 * known calls stay, also where the list is not quite in order. `complete`: nothing is below the newest ones.
 */
export function mergeNewest(
  newest: readonly CallSummary[],
  complete: boolean,
  known: readonly CallSummary[],
): Merged {
  const span = spanOf(newest, complete, known);
  const ids = new Set(newest.map(({ id }) => id));
  // Beyond the span only if the calls are not in the order of their times.
  const reach = Math.max(span, known.findLastIndex(({ id }) => ids.has(id)) + 1);
  const places = new Map(known.slice(0, reach).map(({ id }, place) => [id, place]));
  const items = newest.map((call) => {
    const before = known[places.get(call.id) ?? -1];
    return before && JSON.stringify(before) === JSON.stringify(call) ? before : call;
  });
  const met = items.findIndex(({ id }) => places.has(id));
  const isApart = met < 0 && items.length > 0;
  const older = known.slice(span, reach).filter(({ id }) => !ids.has(id));
  const kept = complete || isApart ? [] : [...keptOf(newest, ids, known.slice(0, span)), ...older];
  const head = [...items, ...kept];
  const replaced = isApart ? known.length : reach;
  return {
    head,
    replaced,
    keepsOlder: kept.length + known.length > replaced,
    newCalls: met < 0 ? items.length : met,
    changed: head.length !== replaced || head.some((call, place) => call !== known[place]),
  };
}

/** Whether the newest calls reach down to the known ones. */
function overlaps(newest: readonly CallSummary[], known: readonly CallSummary[]): boolean {
  const ids = new Set(newest.map(({ id }) => id));
  return known.some(({ id }) => ids.has(id));
}

/** Number of known calls that are at least as new as the last of the newest. */
function spanOf(newest: readonly CallSummary[], complete: boolean, known: readonly CallSummary[]): number {
  const last = newest.at(-1);
  if (complete) return known.length;
  if (!last) return 0;
  const lastMs = Date.parse(last.createdAt);
  const older = known.findIndex(({ createdAt }) => Date.parse(createdAt) < lastMs);
  return older < 0 ? known.length : older;
}

/** The known calls that stay below the newest ones. */
function keptOf(
  newest: readonly CallSummary[],
  ids: ReadonlySet<string>,
  known: readonly CallSummary[],
): readonly CallSummary[] {
  const last = newest.at(-1);
  const lowest = known.findLastIndex(({ id }) => ids.has(id));
  const below = known.slice(lowest + 1);
  if (!last || known[lowest]?.id === last.id) return below;
  // The last of the newest is unknown: known calls between it and the last overlap are gone.
  const lastMs = Date.parse(last.createdAt);
  return below.filter(({ createdAt }) => Date.parse(createdAt) <= lastMs);
}
