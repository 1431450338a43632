import { sameFilters } from "../filters/filters-of.ts";
import type { ListFilters } from "../filters/list-filters.ts";
import type { ListHost } from "../list-host.ts";
import { readPageQuery, writePageQuery } from "./page-query.ts";

/**
 * Keeps filters and the open call in the page's query, where `sync-url` says so. Filters replace the
 * entry of the page's history. An open call has an entry of its own, which the part that shows calls
 * adds so that Back closes it; this only writes the call's name into it. What the page itself has in
 * its URL stays as it is.
 */
export class UrlSync {
  readonly #host: ListHost;
  readonly #filters: ListFilters;
  #begun = false;
  #listens = false;
  /** A call that the URL names, until the list is there. */
  #wanted: string | null = null;
  /** The call that the URL has, as far as it is ours. */
  #shown: string | null = null;
  /** The mark of the entry in which a call is open. */
  #mark: unknown = null;
  /** Filters were changed in that entry: the one before it has older ones. */
  #ahead = false;
  #moving = false;
  #moves = 0;

  constructor(host: ListHost, filters: ListFilters) {
    this.#host = host;
    this.#filters = filters;
  }

  /** Before the first request: takes what the URL says. To be called again whenever settings may have changed. */
  start(): void {
    if (this.#prefix === null) {
      this.stop();
      return;
    }
    if (!this.#listens) addEventListener("popstate", this.#moved);
    this.#listens = true;
    if (!this.#begun) {
      this.#begun = true;
      const { filters, call } = this.#read();
      if (Object.keys(filters).length > 0) this.#host.filters = filters;
      // A link to a moment names its call in the fragment, and is followed by the list itself.
      if (!new URLSearchParams(location.hash.slice(1)).has("keyhole-call")) this.#wanted = call;
    }
    if (!this.#moving) this.#write();
  }

  stop(): void {
    removeEventListener("popstate", this.#moved);
    this.#listens = false;
  }

  hostUpdated(): void {
    const { pane, store } = this.#host;
    if (!this.#listens || this.#moving) return;
    if (this.#wanted !== null && store?.state.phase === "ready") void this.#open(this.#wanted);
    // One that is about to open has no entry yet.
    if (pane.id !== null && !pane.view) return;
    if (pane.id === this.#shown) return;
    if (pane.id !== null) this.#mark = markOf(history.state);
    const moves = this.#moves;
    // Where the call's entry is left already, whoever shows calls has heard of it before us.
    if (markOf(history.state) === this.#mark) this.#show(pane.id);
    else setTimeout(() => this.#listens && moves === this.#moves && this.#show(this.#host.pane.id));
  }

  #show(id: string | null): void {
    this.#shown = id;
    this.#write();
  }

  get #prefix(): string | null {
    // Frameworks set a property that they have no value for to undefined.
    const syncUrl = this.#host.syncUrl ?? null;
    return syncUrl === null ? null : `${syncUrl}`.trim() || "keyhole";
  }

  /** The entry that we are in becomes the list's; the call gets one of its own. */
  async #open(id: string): Promise<void> {
    this.#wanted = null;
    if (id === this.#host.pane.id) return;
    this.#shown = null;
    this.#write();
    await this.#host.open(id, this.#host.store?.state.calls.find((call) => call.id === id) ?? null);
  }

  /** The viewer went back or forward, or a call that was closed took its entry away. */
  #moved = (): void => {
    this.#moves += 1;
    if (this.#moving) return;
    this.#moving = true;
    // After all others that listen: who shows a call closes it, or keeps it and adds its entry anew.
    setTimeout(() => {
      this.#moving = false;
      if (this.#listens) this.#follow();
    });
  };

  #follow(): void {
    const { pane } = this.#host;
    const { filters, call } = this.#read();
    this.#shown = pane.view ? pane.id : null;
    if (this.#ahead) this.#ahead = false;
    else {
      if (!sameFilters(filters, this.#filters.all)) this.#host.filters = filters;
      if (call !== pane.id) this.#wanted = call;
    }
    this.#write();
    this.#host.requestUpdate();
  }

  #read() {
    return readPageQuery(location.search, this.#prefix ?? "");
  }

  #write(): void {
    const prefix = this.#prefix;
    if (prefix === null) return;
    const filters = this.#filters.all;
    const call = this.#wanted ?? this.#shown;
    try {
      const url = new URL(location.href);
      url.search = writePageQuery(location.search, prefix, { filters, call });
      if (url.href === location.href) return;
      if (this.#mark !== null && markOf(history.state) === this.#mark) {
        this.#ahead ||= !sameFilters(filters, this.#read().filters);
      }
      history.replaceState(history.state, "", url);
    } catch {
      // A page whose URL cannot be changed, as one in `srcdoc`, keeps it.
    }
  }
}

/** What the part that shows calls puts into the state of the entry that it adds; null where it did not. */
function markOf(state: unknown): unknown {
  return typeof state === "object" && state && "keyhole" in state ? state.keyhole : null;
}
