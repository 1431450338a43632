import type { CallSummary } from "@keyhole/contract";
import type { ReactiveController } from "lit";
import type { CallFilters } from "../base/call-filters.ts";
import { entryMark, momentOf } from "../call/history.ts";
import { filterNames, readFilterTexts, sameFilters } from "./filters/read-filters.ts";
import type { ListHost } from "./list-host.ts";

/** What a page's URL says of a list. */
export interface UrlState {
  filters: CallFilters;
  /** The call that is open. */
  call: string | null;
}

/** What the URL shows of a list, and how the viewer's navigation changes it. */
interface UrlFilters {
  readonly all: CallFilters;
}

/** Format of a call's id. */
const ID = /^[\w-]{1,100}$/;

/** Reads the parameters with a prefix. Invalid ones are ignored. */
export function readUrl(search: string, prefix: string): UrlState {
  const params = new URLSearchParams(search);
  const read = (name: string) => params.get(paramOf(prefix, name));
  const call = read("call");
  return { filters: readFilterTexts(read), call: call && ID.test(call) ? call : null };
}

/** A page's query with another state in it. All that is not the list's own stays as it is, to the letter. */
export function writeUrl(search: string, prefix: string, { filters, call }: UrlState): string {
  const state: Record<string, unknown> = { ...filters, call: call ?? undefined };
  const names = [...filterNames(), "call"];
  const params = names.map((name) => paramOf(prefix, name));
  const pairs = search.replace(/^\?/, "").split("&").filter(Boolean);
  const isOwn = (pair: string) => params.includes(nameOf(pair));
  const place = pairs.findIndex(isOwn);
  const others = pairs.filter((pair) => !isOwn(pair));
  const own = names
    .filter((name) => state[name] !== undefined)
    .map((name) => `${encodeURIComponent(paramOf(prefix, name))}=${encodeURIComponent(`${state[name]}`)}`);
  // In the place of those before, so that two lists do not take turns at the end.
  others.splice(place < 0 ? others.length : place, 0, ...own);
  const query = others.join("&");
  return query && `?${query}`;
}

/** `minDurationMs` becomes `keyhole-min-duration-ms`. */
function paramOf(prefix: string, name: string): string {
  return `${prefix}-${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

/** The name of a pair, as a page's own code would read it. */
function nameOf(pair: string): string {
  return new URLSearchParams(pair).keys().next().value ?? "";
}

/**
 * Keeps filters and the open call in the page's query, where `sync-url` says so. Filters replace the
 * entry of the page's history. An open call has an entry of its own, which `call/history.ts` adds so that
 * Back closes it; this controller only writes the call's id into that entry.
 */
export class UrlController implements ReactiveController {
  readonly #host: ListHost;
  readonly #filters: UrlFilters;
  readonly #openCall: (id: string, call: CallSummary | null) => Promise<void>;
  /** The URL was read once. */
  #initialised = false;
  #listens = false;
  /** A call that the fragment links to, until it was opened. */
  #linkedCallId = momentOf(location.hash).id;
  /** A call that the query names, until the list is loaded. */
  #pendingCallId: string | null = null;
  /** The call that the query names because it is open. */
  #shownCallId: string | null = null;
  /** The mark of the entry in which a call is open. */
  #callEntry: unknown = null;
  /** Filters were changed in the call's entry: the entry before it has older ones. */
  #dirtySincePush = false;
  #navigating = false;
  #navigations = 0;

  constructor(
    host: ListHost,
    filters: UrlFilters,
    openCall: (id: string, call: CallSummary | null) => Promise<void>,
  ) {
    this.#host = host;
    this.#filters = filters;
    this.#openCall = openCall;
    host.addController(this);
  }

  /** Reads the URL before the first request. To be called again whenever settings may have changed. */
  start(): void {
    if (this.#prefix === null) {
      this.stop();
      return;
    }
    if (!this.#listens) addEventListener("popstate", this.#onPopState);
    this.#listens = true;
    if (!this.#initialised) {
      this.#initialised = true;
      const { filters, call } = this.#read();
      if (Object.keys(filters).length > 0) this.#host.filters = filters;
      // The fragment comes first.
      if (this.#linkedCallId === null) this.#pendingCallId = call;
    }
    if (!this.#navigating) this.#write();
  }

  stop(): void {
    removeEventListener("popstate", this.#onPopState);
    this.#listens = false;
  }

  /** Opens the call that the fragment links to, once. */
  openLinked(): void {
    const id = this.#linkedCallId;
    this.#linkedCallId = null;
    if (id) void this.#open(id);
  }

  hostUpdated(): void {
    const { pane, store } = this.#host;
    if (!this.#listens || this.#navigating) return;
    if (this.#pendingCallId !== null && store?.state.phase === "ready")
      this.#openPending(this.#pendingCallId);
    // A call that is about to open has no entry yet.
    if (pane.id !== null && !pane.view) return;
    if (pane.id === this.#shownCallId) return;
    if (pane.id !== null) this.#callEntry = entryMark();
    const navigations = this.#navigations;
    // Elsewhere `CallView` has handled a `popstate` that is still to come here.
    if (entryMark() === this.#callEntry) this.#show(pane.id);
    else {
      setTimeout(() => {
        if (this.#listens && navigations === this.#navigations) this.#show(this.#host.pane.id);
      });
    }
  }

  #show(id: string | null): void {
    this.#shownCallId = id;
    this.#write();
  }

  get #prefix(): string | null {
    // Frameworks set a property that they have no value for to undefined.
    const syncUrl = this.#host.syncUrl ?? null;
    return syncUrl === null ? null : `${syncUrl}`.trim() || "keyhole";
  }

  /** The current entry becomes the list's; the call gets one of its own. */
  #openPending(id: string): void {
    this.#pendingCallId = null;
    if (id === this.#host.pane.id) return;
    this.#shownCallId = null;
    this.#write();
    void this.#open(id);
  }

  async #open(id: string): Promise<void> {
    await this.#openCall(id, this.#host.store?.state.calls.find((call) => call.id === id) ?? null);
  }

  /** The viewer went back or forward, or closing a call removed its entry. */
  #onPopState = (): void => {
    this.#navigations += 1;
    if (this.#navigating) return;
    this.#navigating = true;
    // After all other listeners: `CallView` closes the call, or keeps it and adds its entry anew.
    setTimeout(() => {
      this.#navigating = false;
      if (this.#listens) this.#follow();
    });
  };

  #follow(): void {
    const { pane } = this.#host;
    const { filters, call } = this.#read();
    this.#shownCallId = pane.view ? pane.id : null;
    if (this.#dirtySincePush) this.#dirtySincePush = false;
    else {
      if (!sameFilters(filters, this.#filters.all)) this.#host.filters = filters;
      if (call !== pane.id) this.#pendingCallId = call;
    }
    this.#write();
    this.#host.requestUpdate();
  }

  #read() {
    return readUrl(location.search, this.#prefix ?? "");
  }

  #write(): void {
    const prefix = this.#prefix;
    if (prefix === null) return;
    const filters = this.#filters.all;
    const call = this.#pendingCallId ?? this.#shownCallId;
    try {
      const url = new URL(location.href);
      url.search = writeUrl(location.search, prefix, { filters, call });
      if (url.href === location.href) return;
      if (this.#callEntry !== null && entryMark() === this.#callEntry) {
        this.#dirtySincePush ||= !sameFilters(filters, this.#read().filters);
      }
      history.replaceState(history.state, "", url);
    } catch {
      // A page whose URL cannot be changed, as one in `srcdoc`, keeps it.
    }
  }
}
