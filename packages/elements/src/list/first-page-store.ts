import type { CallSummary, Page } from "@keyhole/contract";
import { PAGE_CALLS } from "../base/limits.ts";
import { parseCallsPage } from "../base/parse-call.ts";
import { Store } from "../base/store.ts";
import type { Failure, Session } from "../session/index.ts";
import { keepKnown } from "../session/keep-known.ts";

export interface CallsState {
  readonly phase: "idle" | "loading" | "ready" | "failed" | "signed-out";
  /** Newest first, without duplicates. Each change is another array. */
  readonly calls: readonly CallSummary[];
  /** Sealed cursor of the next page; null at the end. */
  readonly next: string | null;
  /** Number of calls that the viewer may see, if the broker tells it. */
  readonly total: number | null;
  /** `more` while the next page loads. */
  readonly busy: "more" | null;
  /** Several pages in a row were empty: the viewer decides whether to load more. */
  readonly paused: boolean;
  /** Why the last request failed. Loaded rows stay. */
  readonly failure: Failure | null;
  /** The request that failed; null without a failure. */
  readonly failed: "load" | "more" | "refresh" | null;
  /** Number of pages that have arrived. Refreshing does not count. */
  readonly pages: number;
}

const NOTHING: CallsState = {
  phase: "idle",
  calls: [],
  next: null,
  total: null,
  busy: null,
  paused: false,
  failure: null,
  failed: null,
  pages: 0,
};

/**
 * The first page of a list. `CallsStore` continues from it. After an empty first page, the phase stays
 * `loading`, with a cursor. A change of the session's epoch drops the rows at once.
 */
export class FirstPageStore extends Store<CallsState> {
  readonly session: Session;
  protected readonly ids = new Set<string>();
  protected unsubscribe: (() => void) | null = null;
  protected epoch = 0;
  protected sessionFailed = false;
  /** Entity tag of the newest page, as sent. */
  protected etag: string | null = null;
  protected query = "";

  constructor(session: Session) {
    super(NOTHING);
    this.session = session;
  }

  /** Starts, or continues after `close()`. Rows of the same viewer and query stay. `query` follows `?limit=…`. */
  open(query = this.query): void {
    const { phase } = this.state;
    const changed = query !== this.query && phase !== "idle" && phase !== "signed-out";
    this.query = query;
    if (this.unsubscribe) {
      if (changed) void this.load();
      return;
    }
    this.unsubscribe = this.session.subscribe(() => this.#sessionChanged());
    this.restart();
    const { epoch } = this.session;
    const kept = phase === "ready" && this.epoch === epoch && !changed;
    this.epoch = epoch;
    if (this.session.state.status === "signed-out") this.drop("signed-out");
    else if (!kept) void this.load();
  }

  override close(): void {
    this.unsubscribe?.();
    this.unsubscribe = null;
    super.close();
    this.set({ busy: null });
    if (this.state.phase === "loading") this.drop("idle");
  }

  /** Drops the rows and loads the first page. A failure may stay until then: the same one again is no news. */
  async load(keepsFailure = false): Promise<void> {
    if (!keepsFailure) this.drop("loading");
    this.restart();
    const answer = await this.page(null);
    if (answer?.ok) this.take(answer.value, answer.headers);
    else if (answer) {
      const failure = keepKnown(this.state.failure, answer.failure);
      this.set({ phase: "failed", failure, failed: "load" });
    }
  }

  /** Path of a page. That of the first page is constant, so that the browser keeps its preflight. */
  path(cursor: string | null): string {
    const after = cursor === null ? "" : `&cursor=${encodeURIComponent(cursor)}`;
    return `/v1/calls?limit=${PAGE_CALLS}${this.query}${after}`;
  }

  protected page(cursor: string | null) {
    return this.current((signal) =>
      this.session.request(this.path(cursor), { parse: parseCallsPage, signal }),
    );
  }

  /** The first page has arrived. */
  protected take(page: Page<CallSummary>, headers: Headers): void {
    this.etag = headers.get("ETag");
    this.ids.clear();
    const calls = this.unknown(page.items);
    const { next } = page;
    const total = page.total ?? this.state.total;
    if (calls.length === 0 && next !== null) this.set({ next, total });
    else this.set({ ...NOTHING, phase: "ready", calls, next, total, pages: this.state.pages + 1 });
  }

  /** Filters out known calls, and marks the others as known. */
  protected unknown(calls: readonly CallSummary[]): CallSummary[] {
    return calls.filter(({ id }) => !this.ids.has(id) && this.ids.add(id));
  }

  protected drop(phase: CallsState["phase"]): void {
    this.ids.clear();
    this.set({ ...NOTHING, phase });
  }

  #sessionChanged(): void {
    const { epoch, state } = this.session;
    const handedOver = epoch !== this.epoch;
    const recovered = this.sessionFailed && state.status === "ready" && this.state.phase === "failed";
    this.epoch = epoch;
    if (state.status === "failed" || state.status === "ready") this.sessionFailed = state.status === "failed";
    if (state.status === "signed-out") {
      this.restart();
      this.drop("signed-out");
    } else if (handedOver || recovered || this.state.phase === "signed-out") {
      void this.load();
    } else {
      this.set({});
    }
  }
}
