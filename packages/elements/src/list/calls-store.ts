import type { CallSummary, Page } from "@keyhole/contract";
import { EMPTY_PAGES_IN_A_ROW } from "../base/limits.ts";
import type { Answer, Failure, SessionRequest } from "../session/index.ts";
import { type CallsState, FirstPageStore } from "./first-page-store.ts";

/** The result of a refresh. `dropped`: its rows are gone, or a page was loading. */
export type RefreshResult =
  | { kind: "same" }
  /** `newCalls`: number of calls above the known ones. */
  | { kind: "changed"; newCalls: number }
  | { kind: "failed"; failure: Failure }
  | { kind: "dropped" };

/** What a refresh starts from. A `request` resolves to null if its answer is late. */
export interface RefreshContext {
  readonly known: CallsState;
  /** Entity tag of the newest page. */
  readonly etag: string | null;
  request<T>(
    cursor: string | null,
    init: SessionRequest<T>,
  ): Promise<Exclude<Answer<T>, { dropped: true }> | null>;
}

/** The outcome of a refresh. Absent fields change nothing. */
export interface Refreshed {
  readonly result: RefreshResult;
  readonly change?: Partial<CallsState>;
  readonly etag?: string | null;
  /** Calls that replace the first `count` ones. */
  readonly head?: { readonly calls: readonly CallSummary[]; readonly count: number };
}

/**
 * The calls of a list, from the second page on. One page at a time, and none beside a refresh.
 *
 * A page copies the array of rows and is compared with it: half a millisecond for 100,000 rows. Nothing else
 * that a page costs grows with them.
 */
export class CallsStore extends FirstPageStore {
  /** The store has reloaded because of an expired cursor, and does so only once in a row. */
  #renewed = false;
  #refreshing: Promise<RefreshResult> | null = null;

  /** Continues from the store of the first page, and closes that one. */
  static from(first: FirstPageStore): CallsStore {
    const store = new CallsStore(first.session);
    const { state, ids, query, epoch, etag, sessionFailed, unsubscribe } = first as CallsStore;
    Object.assign(store, { query, epoch, etag, sessionFailed });
    for (const id of ids) store.ids.add(id);
    // A first page that is still loading is requested again.
    const isUnderWay = state.phase === "loading" && state.next === null;
    const hasNoRow = state.phase === "loading" && !isUnderWay;
    store.set(isUnderWay ? { phase: "idle" } : { ...state, ...(hasNoRow && { phase: "ready" }) });
    first.close();
    if (unsubscribe) store.open();
    if (unsubscribe && hasNoRow) void store.#skipEmpty();
    return store;
  }

  override async load(keepsFailure?: boolean): Promise<void> {
    await super.load(keepsFailure);
    const { phase, next } = this.state;
    if (phase !== "ready" && next !== null) await this.#skipEmpty();
  }

  /** Adds the next page. Skips empty pages, a few at a time. */
  async loadMore(): Promise<void> {
    const { phase, busy, next } = this.state;
    if (phase !== "ready" || busy || next === null) return;
    const { signal } = this;
    this.set({ busy: "more", paused: false, failure: null, failed: null });
    await this.#refreshing;
    if (signal.aborted) return;
    // The refresh may have reached the end.
    if (this.state.next === null) this.set({ busy: null });
    else await this.#pages(this.state.next);
  }

  /** Repeats the page that failed last. */
  async retry(): Promise<void> {
    await (this.state.failed === "more" ? this.loadMore() : this.load());
  }

  /** Merges the newest calls into the rows, one refresh at a time. `fetchNewest` asks and compares. */
  async refresh(fetchNewest: (context: RefreshContext) => Promise<Refreshed>): Promise<RefreshResult> {
    const { signal } = this;
    while (this.#refreshing) await this.#refreshing;
    if (signal.aborted || this.state.phase !== "ready" || this.state.busy) return { kind: "dropped" };
    this.#refreshing = this.#refresh(fetchNewest, signal).finally(() => {
      this.#refreshing = null;
    });
    return this.#refreshing;
  }

  /** Hides the failure of a refresh, before the viewer asks again. */
  dismissFailure(): void {
    if (this.state.failed === "refresh") this.set({ failure: null, failed: null });
  }

  async #refresh(
    fetchNewest: (context: RefreshContext) => Promise<Refreshed>,
    signal: AbortSignal,
  ): Promise<RefreshResult> {
    const { result, change, etag, head } = await fetchNewest({
      known: this.state,
      etag: this.etag,
      request: (cursor, init) =>
        this.current((signal) => this.session.request(this.path(cursor), { ...init, signal })),
    });
    if (signal.aborted) return { kind: "dropped" };
    if (etag !== undefined) this.etag = etag;
    let { calls } = this.state;
    if (head) {
      for (const { id } of calls.slice(0, head.count)) this.ids.delete(id);
      calls = this.unknown(head.calls).concat(calls.slice(head.count));
    }
    if (change || head) this.set({ ...change, calls });
    return result;
  }

  /** The first page is empty: looks for a row in the next ones. */
  async #skipEmpty(): Promise<void> {
    this.set({ phase: "loading", calls: [] });
    await this.#pages(this.state.next, 2);
  }

  /** Adds the page of a cursor. Skips empty pages, a few at a time. */
  async #pages(cursor: string | null, first = 1): Promise<void> {
    let at = cursor;
    for (let pages = first; at !== null; pages += 1) {
      const page = await this.#page(at);
      if (!page) return;
      const items = this.unknown(page.items);
      const paused = items.length === 0 && page.next !== null;
      if (paused && pages < EMPTY_PAGES_IN_A_ROW) {
        at = page.next;
        continue;
      }
      this.set({
        phase: "ready",
        calls: this.state.calls.concat(items),
        next: page.next,
        total: page.total ?? this.state.total,
        busy: null,
        paused,
        failure: null,
        failed: null,
        pages: this.state.pages + 1,
      });
      return;
    }
  }

  /** Loads a page; null if it fails or is late, or if the expired cursor makes the list reload. */
  async #page(cursor: string): Promise<Page<CallSummary> | null> {
    const run = this.signal;
    const answer = await this.page(cursor);
    if (run.aborted) return null;
    if (answer?.ok) {
      this.#renewed = false;
      return answer.value;
    }
    const failure = answer?.failure ?? null;
    const stale = failure?.kind === "problem" && failure.problem.code === "invalid_request";
    if (stale && !this.#renewed) {
      this.#renewed = true;
      await this.#renew();
      return null;
    }
    this.#failed(failure, stale ? "load" : "more");
    return null;
  }

  /** The cursor has expired: the first page replaces all rows. */
  async #renew(): Promise<void> {
    const run = this.signal;
    const answer = await this.page(null);
    if (run.aborted) return;
    if (!answer?.ok) return this.#failed(answer?.failure ?? null, "load");
    this.take(answer.value, answer.headers);
    if (this.state.busy) await this.#skipEmpty();
  }

  /** Rows stay. Without rows, a retry loads everything. */
  #failed(failure: Failure | null, request: "load" | "more"): void {
    const isReady = this.state.phase === "ready";
    const phase = failure && !isReady ? "failed" : this.state.phase;
    this.set({ phase, busy: null, ...(failure && { failure, failed: isReady ? request : "load" }) });
  }
}
