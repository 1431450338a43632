import type { CallSummary } from "@keyhole/contract";
import type { ReactiveController } from "lit";
import type { CallFilters } from "../base/call-filters.ts";
import { flagOf } from "../base/flag-of.ts";
import { type Moment, momentOf } from "../call/moment.ts";
import { filterNames, readFilterTexts, sameFilters } from "./filters/read-filters.ts";
import type { ListHost } from "./list-host.ts";

/** The state of a list in the page's URL. */
export interface UrlState {
  filters: CallFilters;
  /** The call that is open. */
  call: string | null;
}

type OpenLinked = (id: string, call: CallSummary | null, atMs: number | null) => Promise<void>;

/** The filters that the URL shows. */
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

/** Writes a state into a page's query. Parameters of the page stay as they are, to the letter. */
export function writeUrl(search: string, prefix: string, { filters, call }: UrlState): string {
  const state: Record<string, unknown> = { ...filters, call: call ?? undefined };
  // `t` is the moment of a link, which is used once.
  const names = [...filterNames(), "call", "t"];
  const params = names.map((name) => paramOf(prefix, name));
  const pairs = search.replace(/^\?/, "").split("&").filter(Boolean);
  const isOwn = (pair: string) => params.includes(nameOf(pair));
  const place = pairs.findIndex(isOwn);
  const others = pairs.filter((pair) => !isOwn(pair));
  const own = names
    .filter((name) => state[name] !== undefined)
    .map((name) => `${encodeURIComponent(paramOf(prefix, name))}=${encodeURIComponent(`${state[name]}`)}`);
  // Keep the place of the old parameters, or two lists would take turns at the end.
  others.splice(place < 0 ? others.length : place, 0, ...own);
  const query = others.join("&");
  return query && `?${query}`;
}

/** `minDurationMs` becomes `keyhole-min-duration-ms`. */
function paramOf(prefix: string, name: string): string {
  return `${prefix}-${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

/** The decoded name of a parameter. */
function nameOf(pair: string): string {
  return new URLSearchParams(pair).keys().next().value ?? "";
}

/**
 * Keeps filters and the open call in the page's query if `sync-url` is set. Filters replace the current history
 * entry. An open call may have an entry of its own, which `call/call-history.ts` adds so that Back closes the call; this
 * controller only writes the call's id into the current entry, and removes it when the call is closed.
 */
export class UrlController implements ReactiveController {
  readonly #host: ListHost;
  readonly #filters: UrlFilters;
  readonly #openCall: OpenLinked;
  /** The URL has been read. */
  #initialised = false;
  #listens = false;
  /** The moment that the URL links to, until its call is opened. */
  #linked: Moment | null;
  /** The call that the query names, until it is opened. */
  #pendingCallId: string | null = null;
  /** The open call, as the query names it. */
  #shownCallId: string | null = null;
  /** The key of the history entry of the call that was opened last; null if it has none of its own. */
  #callEntry: string | null = null;
  /** Filters have changed in the call's entry, so the entry before it has older ones. */
  #dirtySincePush = false;
  #navigating = false;
  #navigations = 0;

  constructor(host: ListHost, filters: UrlFilters, openCall: OpenLinked) {
    this.#host = host;
    this.#filters = filters;
    this.#openCall = openCall;
    this.#linked = momentOf(location, this.prefix ?? undefined);
    host.addController(this);
  }

  /** Reads the URL before the first request. To be called again when settings may have changed. */
  start(): void {
    if (this.prefix === null) {
      this.stop();
      return;
    }
    if (!this.#listens) addEventListener("popstate", this.#onPopState);
    this.#listens = true;
    if (!this.#initialised) {
      this.#initialised = true;
      const { filters, call } = this.#read();
      if (Object.keys(filters).length > 0) this.#host.filters = filters;
      // A link to a moment takes precedence.
      if (this.#linked?.id == null) this.#pendingCallId = call;
    }
    if (!this.#navigating) this.#write();
  }

  stop(): void {
    removeEventListener("popstate", this.#onPopState);
    this.#listens = false;
  }

  /** Opens the call that the URL links to, once. */
  openLinked(): void {
    const { id = null, atMs = null } = this.#linked ?? {};
    this.#linked = null;
    if (id) void this.#open(id, atMs);
  }

  hostUpdated(): void {
    const { pane, store } = this.#host;
    if (!this.#listens || this.#navigating) return;
    if (this.#pendingCallId !== null && store?.state.phase === "ready")
      this.#openPending(this.#pendingCallId);
    // A call that is about to open has no entry yet.
    if (pane.id !== null && !pane.view) return;
    if (pane.id === this.#shownCallId) return;
    if (pane.view) this.#callEntry = pane.view.historyKey;
    const navigations = this.#navigations;
    // In another entry, `call/call-history.ts` has handled a `popstate` that this controller is about to get.
    if (this.#callEntry === null || this.#isInCallEntry) this.#show(pane.id);
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

  /** Prefix of the parameters; null without `sync-url`. */
  get prefix(): string | null {
    const flag = flagOf(this.#host.syncUrl, "sync-url");
    return flag === true ? "keyhole" : flag || null;
  }

  /** Removes the call from the current entry, and opens it in one of its own. */
  #openPending(id: string): void {
    this.#pendingCallId = null;
    if (id === this.#host.pane.id) return;
    this.#shownCallId = null;
    this.#write();
    void this.#open(id);
  }

  async #open(id: string, atMs: number | null = null): Promise<void> {
    const call = this.#host.store?.state.calls.find((each) => each.id === id) ?? null;
    await this.#openCall(id, call, atMs);
  }

  /** The viewer or the page navigated. */
  #onPopState = (): void => {
    this.#navigations += 1;
    if (this.#navigating) return;
    this.#navigating = true;
    // Wait for all other listeners: `call/call-history.ts` closes the call.
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

  get #isInCallEntry(): boolean {
    return this.#callEntry !== null && globalThis.navigation.currentEntry?.key === this.#callEntry;
  }

  #read() {
    return readUrl(location.search, this.prefix ?? "");
  }

  #write(): void {
    const prefix = this.prefix;
    if (prefix === null) return;
    const filters = this.#filters.all;
    const call = this.#pendingCallId ?? this.#shownCallId;
    try {
      const url = new URL(location.href);
      url.search = writeUrl(location.search, prefix, { filters, call });
      if (url.href === location.href) return;
      if (this.#isInCallEntry) {
        this.#dirtySincePush ||= !sameFilters(filters, this.#read().filters);
      }
      history.replaceState(history.state, "", url);
    } catch {
      // The URL of some pages, as in `srcdoc`, cannot change.
    }
  }
}
