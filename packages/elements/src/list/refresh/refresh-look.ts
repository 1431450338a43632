import type { CallSummary, Page } from "@keyhole/contract";
import { REFRESH_PAGES_MAX } from "../../base/limits.ts";
import type { Answer, Failure, Session } from "../../session/index.ts";
import type { CallsStore } from "../calls-store.ts";
import type { ListKit } from "../kit.ts";
import { meets, mergeNewest } from "./refresh-merge.ts";
import type { Look } from "./refresh-wait.ts";

/** Stands for a 304: what is there is what would be sent. */
const NOT_MODIFIED = Symbol("not modified");

type Newest = Page<CallSummary> | typeof NOT_MODIFIED;
type Parse = ListKit["parseCallsPage"];

/** The failure that the last look left in the store; what else failed is not its to touch. */
const ownFailures = new WeakSet<Failure>();

/**
 * Looks for newer calls: asks for the newest page with the tag of the one that is there, waits for a page
 * that is under way, and goes down until it meets what is known. Where nothing is new, nothing is told to
 * anybody. A failure leaves the rows, and one that says the same again is not told again.
 */
export async function lookForNewer(session: Session, store: CallsStore, parse: Parse): Promise<Look> {
  const { signal } = store;
  while (store.look) await store.look;
  if (signal.aborted || store.state.phase !== "ready" || store.state.busy) return { kind: "dropped" };
  const looking = look(session, store, parse, signal);
  store.look = looking;
  try {
    return await looking;
  } finally {
    if (store.look === looking) store.look = null;
  }
}

/** Takes the failure of a look out of sight, as before it is asked for again by hand. */
export function forgetFailure(store: CallsStore): void {
  const { failure } = store.state;
  if (failure && ownFailures.has(failure)) store.put({ failure: null });
}

/** Whether a page failed last, and no look: then the next one waits to be asked for. */
export function pageFailed({ state: { failure } }: CallsStore): boolean {
  return failure !== null && !ownFailures.has(failure);
}

async function look(session: Session, store: CallsStore, parse: Parse, signal: AbortSignal): Promise<Look> {
  const headers: Record<string, string> = store.etag ? { "If-None-Match": store.etag } : {};
  const answer = await session.request<Newest>(store.path(null), {
    headers,
    signal,
    parse: (body) => (body === undefined ? NOT_MODIFIED : parse(body)),
  });
  if (signal.aborted) return { kind: "dropped" };
  if (!answer.ok) return failed(store, answer);
  if (answer.value === NOT_MODIFIED) {
    forgetFailure(store);
    return { kind: "same" };
  }
  const known = store.state.calls;
  const newest = [...answer.value.items];
  let { next, total } = answer.value;
  for (let pages = 1; next !== null && known.length && newest.length && !meets(newest, known); pages += 1) {
    if (pages === REFRESH_PAGES_MAX) break;
    const further = await session.request(store.path(next), { signal, parse });
    if (signal.aborted) return { kind: "dropped" };
    if (!further.ok) return failed(store, further);
    // What came meanwhile has moved the pages: one may begin with what another ended with.
    newest.push(...further.value.items.filter(({ id }) => newest.every((call) => call.id !== id)));
    next = further.value.next;
    total = further.value.total ?? total;
  }
  store.etag = answer.headers.get("ETag");
  forgetFailure(store);
  return take(store, newest, next, total ?? store.state.total);
}

function take(
  store: CallsStore,
  newest: readonly CallSummary[],
  next: string | null,
  total: number | null,
): Look {
  const { state } = store;
  const merged = mergeNewest(newest, next === null, state.calls);
  const rest = { next: merged.keepsOlder ? state.next : next, total };
  const more = (rest.next === null) !== (state.next === null) || total !== state.total;
  if (!merged.changed && !more) {
    // A cursor lives for a day: of two that lead to the same place the younger one is kept.
    if (rest.next !== state.next) store.put(rest);
    return { kind: "same" };
  }
  if (merged.changed) store.replace(merged.head, merged.replaced);
  store.put(rest);
  return { kind: "changed", newCalls: merged.newCalls };
}

function failed(store: CallsStore, answer: Answer<unknown>): Look {
  if (!("failure" in answer)) return { kind: "dropped" };
  const { failure } = answer;
  const shown = store.state.failure;
  if (!shown || (ownFailures.has(shown) && saysOf(shown) !== saysOf(failure))) {
    ownFailures.add(failure);
    store.put({ failure });
  }
  return { kind: "failed", failure };
}

/** What a failure says, without what is another at every try. */
function saysOf(failure: Failure): string {
  return failure.kind === "problem" ? failure.problem.code : failure.kind;
}
