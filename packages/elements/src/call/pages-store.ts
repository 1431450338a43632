import type { Page } from "@keyhole/contract";
import { CALL_PAGES_MAX } from "../base/limits.ts";
import type { Failure, Session } from "../session/index.ts";

export interface PagesState<Item> {
  readonly phase: "idle" | "loading" | "ready";
  readonly items: readonly Item[];
  /** All pages are there. */
  readonly complete: boolean;
  /** Why the last page failed. Those before it stay. */
  readonly failure: Failure | null;
}

export interface PagesOptions<Item> {
  /** Path and query of the first page; the cursor is added. */
  path: string;
  parse: (body: unknown) => Page<Item> | undefined;
  /** Adds a page to what is known; gives the same array where nothing is new. */
  merge: (known: readonly Item[], page: readonly Item[]) => readonly Item[];
}

export interface PagesObserver {
  changed(): void;
  failed(failure: Failure): void;
}

/**
 * A list that is read page after page to its end, without a DOM: each page is there as soon as it
 * came. While the call goes on, its last page is asked for again: the same URL, so that the browser
 * keeps its preflight.
 */
export class PagesStore<Item> {
  #state: PagesState<Item> = { phase: "idle", items: [], complete: false, failure: null };
  readonly #session: Session;
  readonly #options: PagesOptions<Item>;
  readonly #observer: PagesObserver;
  #run = new AbortController();
  /** Cursor of the last page that was asked for. */
  #at: string | null = null;
  #busy = false;

  constructor(session: Session, options: PagesOptions<Item>, observer: PagesObserver) {
    this.#session = session;
    this.#options = options;
    this.#observer = observer;
  }

  get state(): PagesState<Item> {
    return this.#state;
  }

  /** Reads on from the page that is not there yet. */
  async load(): Promise<void> {
    if (this.#busy) return;
    this.#set({ phase: "loading", failure: null });
    await this.#walk();
  }

  /** Asks for the last page again, and what follows it; resolves to whether anything is new. */
  async poll(): Promise<boolean> {
    if (this.#busy) return false;
    const { items } = this.#state;
    await this.#walk();
    return this.#state.items !== items;
  }

  close(): void {
    this.#run.abort();
  }

  async #walk(): Promise<void> {
    const { signal } = this.#run;
    this.#busy = true;
    for (let pages = 1; !signal.aborted; pages += 1) {
      const after = this.#at === null ? "" : `&cursor=${encodeURIComponent(this.#at)}`;
      const answer = await this.#session.request(this.#options.path + after, {
        parse: this.#options.parse,
        signal,
      });
      if (signal.aborted || (!answer.ok && "dropped" in answer)) break;
      if (!answer.ok) {
        this.#failed(answer.failure);
        break;
      }
      const { items, next } = answer.value;
      const merged = this.#options.merge(this.#state.items, items);
      const last = next === null || next === this.#at || pages >= CALL_PAGES_MAX;
      const { phase, complete, failure } = this.#state;
      const nothingNew = merged === this.#state.items && phase === "ready" && complete === last && !failure;
      if (!nothingNew)
        this.#set({ items: merged, complete: last, failure: null, phase: last ? "ready" : "loading" });
      if (last) break;
      this.#at = next;
    }
    this.#busy = false;
  }

  #failed(failure: Failure): void {
    // A cursor is good for a day; in a page that slept longer the pages are read from the first.
    if (failure.kind === "problem" && failure.problem.code === "invalid_request") this.#at = null;
    this.#set({ phase: "ready", failure });
    this.#observer.failed(failure);
  }

  #set(change: Partial<PagesState<Item>>): void {
    this.#state = { ...this.#state, ...change };
    this.#observer.changed();
  }
}
