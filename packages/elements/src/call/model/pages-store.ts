import type { Page } from "@keyhole/contract";
import { CALL_PAGES_MAX } from "../../base/limits.ts";
import { Store } from "../../base/store.ts";
import type { Failure, Session } from "../../session/index.ts";
import { keepKnown } from "../../session/keep-known.ts";

export interface PagesState<Item> {
  readonly phase: "idle" | "loading" | "ready";
  readonly items: readonly Item[];
  /** All pages are loaded. */
  readonly complete: boolean;
  /** Why the last page failed. Earlier pages stay. */
  readonly failure: Failure | null;
}

export interface PagesOptions<Item> {
  /** Path and query of the first page; the cursor is appended. */
  path: string;
  parse: (body: unknown) => Page<Item> | undefined;
  /** Adds a page to the known items; returns the same array if nothing is new. */
  merge: (known: readonly Item[], page: readonly Item[]) => readonly Item[];
}

/**
 * A list that is read page by page to its end. Each page is in the state as soon as it arrives. While a
 * call is in progress, its last page is read again from the same URL, so that the browser can reuse its
 * preflight.
 */
export class PagesStore<Item> extends Store<PagesState<Item>> {
  readonly #session: Session;
  readonly #options: PagesOptions<Item>;
  /** Cursor of the last page that was requested. */
  #cursor: string | null = null;
  #busy = false;

  constructor(session: Session, options: PagesOptions<Item>) {
    super({ phase: "idle", items: [], complete: false, failure: null });
    this.#session = session;
    this.#options = options;
  }

  /** Reads the pages that are missing. */
  async load(): Promise<void> {
    if (this.#busy) return;
    this.set({ phase: "loading", failure: null });
    await this.#walk();
  }

  /** Reads the last page again, and those after it; resolves to whether anything is new. */
  async poll(): Promise<boolean> {
    if (this.#busy) return false;
    const { items } = this.state;
    await this.#walk();
    return this.state.items !== items;
  }

  async #walk(): Promise<void> {
    const { path, parse, merge } = this.#options;
    this.#busy = true;
    for (let pages = 1; ; pages += 1) {
      const cursor = this.#cursor === null ? "" : `&cursor=${encodeURIComponent(this.#cursor)}`;
      const answer = await this.current((signal) => this.#session.request(path + cursor, { parse, signal }));
      if (!answer) break;
      if (!answer.ok) {
        this.#failed(answer.failure);
        break;
      }
      const { items: page, next } = answer.value;
      const { items: known, phase, complete, failure } = this.state;
      const items = merge(known, page);
      const last = next === null || next === this.#cursor || pages >= CALL_PAGES_MAX;
      const nothingNew = items === known && phase === "ready" && complete === last && !failure;
      if (!nothingNew) this.set({ items, complete: last, failure: null, phase: last ? "ready" : "loading" });
      if (last) break;
      this.#cursor = next;
    }
    this.#busy = false;
  }

  #failed(failure: Failure): void {
    // A cursor is valid for a day. After a longer sleep the pages are read from the first.
    if (failure.kind === "problem" && failure.problem.code === "invalid_request") this.#cursor = null;
    this.set({ phase: "ready", failure: keepKnown(this.state.failure, failure) });
  }
}

/**
 * Adds a page that may have been read before: a known item keeps its place, and its object unless it has
 * changed, so that it is not rendered again; new items follow at the end. Returns the same array if
 * nothing is new.
 */
export function mergeById<Item extends { readonly id: string }>(
  known: readonly Item[],
  page: readonly Item[],
): readonly Item[] {
  const places = new Map(known.map(({ id }, place) => [id, place]));
  const merged = [...known];
  let changed = false;
  for (const item of page) {
    const place = places.get(item.id) ?? merged.length;
    const before = merged[place];
    if (before && JSON.stringify(before) === JSON.stringify(item)) continue;
    merged[place] = item;
    places.set(item.id, place);
    changed = true;
  }
  return changed ? merged : known;
}
