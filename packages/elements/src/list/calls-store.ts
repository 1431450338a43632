import type { CallSummary, Page } from "@keyhole/contract";
import { EMPTY_PAGES_IN_A_ROW, PAGE_CALLS } from "../base/limits.ts";
import { parseCallsPage } from "../base/parse-call.ts";
import type { Failure, Session } from "../session/index.ts";

export interface CallsState {
  readonly phase: "idle" | "loading" | "ready" | "failed" | "signed-out";
  /** Newest first; an id stands once. Grows in place; where a row changes its place, it is another array. */
  readonly calls: readonly CallSummary[];
  /** Sealed cursor of the next page; null at the end. */
  readonly next: string | null;
  /** All calls that the viewer may see, where the broker told. */
  readonly total: number | null;
  /** What is being asked for while the rows stay. */
  readonly busy: "more" | null;
  /** Several pages in a row held no row: the viewer decides whether to go on. */
  readonly paused: boolean;
  /** Why the last request failed. The rows that were there stay. */
  readonly failure: Failure | null;
}

/** Told by the store. `changed` comes first. */
export interface CallsObserver {
  changed(): void;
  loaded(count: number, complete: boolean): void;
  failed(failure: Failure): void;
}

const NOTHING: CallsState = {
  phase: "idle",
  calls: [],
  next: null,
  total: null,
  busy: null,
  paused: false,
  failure: null,
};

/**
 * The list without a DOM: state comes out, requests go in. One request at a time; what starts anew
 * aborts what was under way, and an answer that comes late all the same is dropped. A failure is
 * state, never kept instead of an answer. When the session changes hands the rows go at once.
 */
export class CallsStore {
  #state = NOTHING;
  /** The rows, and their ids: what a page costs does not grow with them. */
  #calls: CallSummary[] = [];
  readonly #ids = new Set<string>();
  readonly #session: Session;
  readonly #observer: CallsObserver;
  #run = new AbortController();
  #unsubscribe: (() => void) | null = null;
  #epoch = 0;
  #sessionFailed = false;
  /** A cursor lives for a day. In the place of a page that an old one is refused for comes the first one, once. */
  #renewed = false;
  /** Does again what failed last. */
  again = () => this.load();
  /** The look for newer calls that is under way. A page waits for it, and it for a page. */
  look: Promise<unknown> | null = null;
  /** Of the newest page, as it was sent. */
  etag: string | null = null;
  /** What narrows the list, as it follows `?limit=…` in a URL. Another one wants `load()`. */
  query = "";

  constructor(session: Session, observer: CallsObserver) {
    this.#session = session;
    this.#observer = observer;
  }

  get state(): CallsState {
    return this.#state;
  }

  /** Aborted once the rows are no longer those that were asked for. */
  get signal(): AbortSignal {
    return this.#run.signal;
  }

  /** Starts, or goes on after `close()`: rows that still belong to this viewer stay. */
  open(): void {
    if (this.#unsubscribe) return;
    this.#unsubscribe = this.#session.subscribe(() => this.#sessionChanged());
    this.#run = new AbortController();
    const kept = this.#state.phase === "ready" && this.#epoch === this.#session.epoch;
    this.#epoch = this.#session.epoch;
    if (this.#session.state.status === "signed-out") this.#drop("signed-out");
    else if (!kept) void this.load();
  }

  /** Aborts what is under way. */
  close(): void {
    this.#unsubscribe?.();
    this.#unsubscribe = null;
    this.#run.abort();
    this.#set({ busy: null });
    if (this.#state.phase === "loading") this.#drop("idle");
  }

  /** Drops the rows and loads the first page. */
  async load(): Promise<void> {
    this.#drop("loading");
    await this.#pages(null, this.#begin());
  }

  /** Adds the next page. Pages without a row are passed over, a few at a time. */
  async loadMore(): Promise<void> {
    const { phase, busy, next } = this.#state;
    if (phase !== "ready" || busy || next === null) return;
    const run = this.signal;
    this.#set({ busy: "more", paused: false, failure: null });
    await this.look;
    if (run.aborted) return;
    // The look may have found the end.
    if (this.#state.next === null) this.#set({ busy: null });
    else await this.#pages(this.#state.next, run);
  }

  /** Puts calls in the place of the first ones; `put` tells it. */
  replace(head: readonly CallSummary[], count: number): void {
    for (const { id } of this.#calls.slice(0, count)) this.#ids.delete(id);
    this.#calls = this.#unknown(head).concat(this.#calls.slice(count));
  }

  /** Takes what a look for newer calls found. */
  put(change: Partial<CallsState>): void {
    this.#set({ ...change, calls: this.#calls });
  }

  async #pages(cursor: string | null, run: AbortSignal): Promise<void> {
    let at = cursor;
    for (let pages = 1; ; pages += 1) {
      const page = await this.#page(at, run);
      if (!page) return;
      const items = this.#unknown(page.items);
      const paused = items.length === 0 && page.next !== null;
      if (paused && pages < EMPTY_PAGES_IN_A_ROW) {
        at = page.next;
        continue;
      }
      this.#calls.push(...items);
      this.#took(page, paused);
      return;
    }
  }

  /** The rows of a page that are not in the list, which they are about to be. */
  #unknown(calls: readonly CallSummary[]): CallSummary[] {
    return calls.filter(({ id }) => !this.#ids.has(id) && this.#ids.add(id));
  }

  /** Where a page is. That of the first never changes, so that the browser keeps its preflight. */
  path(cursor: string | null): string {
    const after = cursor === null ? "" : `&cursor=${encodeURIComponent(cursor)}`;
    return `/v1/calls?limit=${PAGE_CALLS}${this.query}${after}`;
  }

  async #page(cursor: string | null, run: AbortSignal): Promise<Page<CallSummary> | null> {
    const answer = await this.#session.request(this.path(cursor), {
      parse: parseCallsPage,
      signal: run,
    });
    if (run.aborted) return null;
    if (answer.ok) {
      if (cursor === null) this.etag = answer.headers.get("ETag");
      else this.#renewed = false;
      return answer.value;
    }
    const failure = "failure" in answer ? answer.failure : null;
    const stale =
      cursor !== null && failure?.kind === "problem" && failure.problem.code === "invalid_request";
    if (stale && !this.#renewed) {
      this.#renewed = true;
      const first = await this.#page(null, run);
      if (first) {
        this.#calls = [];
        this.#ids.clear();
      }
      return first;
    }
    this.again = cursor === null || stale ? this.load : this.loadMore;
    if (failure) this.#failed(failure);
    else this.#set({ busy: null });
    return null;
  }

  #took(page: Page<CallSummary>, paused = false): void {
    const calls = this.#calls;
    const total = page.total ?? this.#state.total;
    this.#set({ phase: "ready", calls, next: page.next, total, busy: null, paused, failure: null });
    this.#observer.loaded(calls.length, page.next === null);
  }

  #failed(failure: Failure): void {
    this.#set({ phase: this.#state.phase === "ready" ? "ready" : "failed", busy: null, failure });
    this.#observer.failed(failure);
  }

  #sessionChanged(): void {
    const { epoch, state } = this.#session;
    const handedOver = epoch !== this.#epoch;
    const recovered = this.#sessionFailed && state.status === "ready" && this.#state.phase === "failed";
    this.#epoch = epoch;
    if (state.status === "failed" || state.status === "ready")
      this.#sessionFailed = state.status === "failed";
    if (state.status === "signed-out") {
      this.#begin();
      this.#drop("signed-out");
    } else if (handedOver || recovered || this.#state.phase === "signed-out") {
      void this.load();
    } else {
      this.#observer.changed();
    }
  }

  #begin(): AbortSignal {
    this.#run.abort();
    this.#run = new AbortController();
    return this.#run.signal;
  }

  #drop(phase: CallsState["phase"]): void {
    this.#calls = [];
    this.#ids.clear();
    this.#set({ ...NOTHING, phase });
  }

  #set(change: Partial<CallsState>): void {
    this.#state = { ...this.#state, ...change };
    this.#observer.changed();
  }
}
