import type { CallFilters } from "../../base/call-filters.ts";
import { browserClock, type Clock } from "../../base/clock.ts";
import { DAY_CHECK_MS } from "../../base/limits.ts";
import { KeyholeCallsFilterEvent } from "../../events/keyhole-calls-filter-event.ts";
import { callsQuery } from "../calls-query.ts";
import type { ListHost } from "../list-host.ts";
import { nextDayMs } from "./filter-bounds.ts";
import { filtersOf, sameFilters } from "./filters-of.ts";
import { controlsLeft } from "./toolbar-controls.ts";
import { ViewerGrant } from "./viewer-grant.ts";

/** A change of some filters; undefined takes one away. */
export type FilterChange = { [Name in keyof CallFilters]?: CallFilters[Name] | undefined };

/** Turns the filters of a list into what its store asks for, and a viewer's wishes into filters. */
export class ListFilters {
  readonly grant: ViewerGrant;
  readonly #host: ListHost;
  readonly #clock: Clock;
  #given: CallFilters | null = null;
  #read: CallFilters = {};
  #stopDay: (() => void) | null = null;
  #grantSeen = "";
  /** A viewer has filtered, and waits to hear what came of it. */
  #curious = false;

  constructor(host: ListHost, clock = browserClock) {
    this.#host = host;
    this.#clock = clock;
    this.grant = new ViewerGrant(() => {
      this.start();
      host.requestUpdate();
    });
    host.addEventListener("keyhole-calls-load", () => this.#answered());
  }

  /** What the element has, field by field: what cannot be is not in it. */
  get all(): CallFilters {
    const { filters } = this.#host;
    if (filters !== this.#given) {
      this.#given = filters;
      this.#read = filtersOf(filters);
    }
    return this.#read;
  }

  /** What is asked for: who may not search does not. */
  get used(): CallFilters {
    const { q, ...others } = this.all;
    return q === undefined || this.grant.search === false ? others : this.all;
  }

  /** Whether calls may be missing because of filters. */
  get active(): boolean {
    return Object.keys(this.used).length > 0;
  }

  /** Has the store ask for what the filters leave, unless it did. To be called whenever they may be others. */
  start(): void {
    const { session, store } = this.#host;
    if (!session || !store || !this.#host.isConnected) return;
    this.grant.take(session);
    // Whether texts may be searched is known with the token, which the question for agents brings.
    const waits =
      this.all.q !== undefined && this.grant.search === null && session.state.status !== "signed-out";
    if (waits || controlsLeft(this.#host.hideControls).has("agent")) this.grant.ask();
    if (!waits) this.#ask();
  }

  /** Another viewer, or what a token allows, may change what is asked for. */
  hostUpdated(): void {
    const { session } = this.#host;
    const grant = session && `${session.epoch} ${session.state.status === "signed-out"} ${this.grant.search}`;
    if (!grant || grant === this.#grantSeen) return;
    this.#grantSeen = grant;
    this.start();
  }

  stop(): void {
    this.#stopDay?.();
    this.#stopDay = null;
    this.grant.drop();
  }

  /** A viewer's wish. False where it changes nothing, or the host has prevented it. */
  change(change: FilterChange): boolean {
    const previous = this.all;
    const filters = filtersOf({ ...previous, ...change });
    if (sameFilters(filters, previous)) return false;
    if (!this.#host.dispatchEvent(new KeyholeCallsFilterEvent({ ...filters }, { ...previous }))) return false;
    this.#curious = true;
    this.#host.filters = filters;
    return true;
  }

  #ask(): void {
    const { store, formats } = this.#host;
    if (!store) return;
    const query = callsQuery(this.used, formats.timeZone, this.#clock.now());
    const changed = query !== store.query;
    const fresh = store.state.phase === "idle";
    store.query = query;
    store.open();
    if (changed && !fresh && store.state.phase !== "signed-out") void store.load();
    this.#watchDay();
  }

  /** A range means other days from midnight on. */
  #watchDay(): void {
    this.#stopDay?.();
    this.#stopDay = null;
    if (!this.used.range) return;
    const now = this.#clock.now();
    const leftMs = nextDayMs(this.#host.formats.timeZone, now) - now;
    this.#stopDay = this.#clock.after(Math.min(leftMs, DAY_CHECK_MS), () => this.start());
  }

  /** Says once how many there are, in place of what the list says of every page. */
  #answered(): void {
    const { store, text } = this.#host;
    if (!this.#curious || !store) return;
    this.#curious = false;
    const { calls, next, total, paused } = store.state;
    if (!this.active || paused) return;
    const count = total ?? calls.length;
    if (count === 0) this.#host.say(text("noMatch.title"));
    else this.#host.say(text(total === null && next !== null ? "matches.more" : "matches", { count }));
  }
}
