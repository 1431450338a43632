import type { CallFilters } from "../base/call-filters.ts";
import { SiteElement } from "../core/site-element.ts";

/** The filters that an overview shares with lists. */
export type SharedFilters = Pick<CallFilters, "agent" | "range" | "from" | "to">;

/** A list, as far as an overview knows it. */
interface List extends SiteElement {
  filters: CallFilters | null;
}

/** Events of a list after which its filters may be others. */
const EVENTS = ["keyhole-calls-filter", "keyhole-calls-load"] as const;

/** Those of any filters that are shared. */
export function sharedOf(filters: CallFilters | null | undefined): SharedFilters {
  const { agent, range, from, to } = filters ?? {};
  return Object.fromEntries(
    Object.entries({ agent, range, from, to }).filter(([, value]) => value !== undefined),
  );
}

/**
 * The lists of the same session in the same document. An overview and they share a time range, an agent, and the time
 * zone: a list's filters come here when its viewer filters it, and the overview's go to every list.
 */
export class LinkedLists {
  readonly #host: SiteElement;
  readonly #follow: (filters: SharedFilters) => void;
  /** What was last known of each list. */
  readonly #known = new WeakMap<List, string>();
  #listening: AbortController | null = null;

  constructor(host: SiteElement, follow: (filters: SharedFilters) => void) {
    this.#host = host;
    this.#follow = follow;
  }

  /** Follows the lists that are there, and those that come. */
  start(): void {
    if (!this.#listening) {
      this.#listening = new AbortController();
      const { signal } = this.#listening;
      for (const type of EVENTS) document.addEventListener(type, this.#heard, { signal });
    }
    for (const list of this.#lists) this.#read(list);
  }

  stop(): void {
    this.#listening?.abort();
    this.#listening = null;
  }

  /** The time zone that the first list with one has. */
  get timeZone(): string | null {
    return this.#lists.find(({ timeZone }) => timeZone)?.timeZone ?? null;
  }

  /** Filters every list; what a list filters by beside that stays. */
  push(filters: SharedFilters): void {
    for (const list of this.#lists) {
      this.#known.set(list, JSON.stringify(filters));
      const { agent: _agent, range: _range, from: _from, to: _to, ...others } = list.filters ?? {};
      list.filters = { ...others, ...filters };
    }
  }

  get #lists(): List[] {
    const root = this.#host.getRootNode();
    if (!(root instanceof Document || root instanceof ShadowRoot)) return [];
    return [...root.querySelectorAll("*")].filter((element) => this.#isLinked(element));
  }

  #isLinked(element: unknown): element is List {
    const { session } = this.#host;
    return (
      session !== null &&
      element instanceof SiteElement &&
      "renderRowEnd" in element &&
      element.session === session
    );
  }

  #heard = (event: Event): void => {
    const [list] = event.composedPath();
    // The event comes before the change, which a host may prevent.
    setTimeout(() => this.#listening && this.#isLinked(list) && this.#read(list));
  };

  #read(list: List): void {
    const filters = sharedOf(list.filters);
    const words = JSON.stringify(filters);
    // A list that was never filtered leaves the overview as it is.
    if (words === (this.#known.get(list) ?? "{}")) return;
    this.#known.set(list, words);
    this.#follow(filters);
  }
}
