import type { ReactiveController } from "lit";
import type { CallFilters } from "../../base/call-filters.ts";
import { browserClock, type Clock } from "../../base/clock.ts";
import { DAY_CHECK_MS } from "../../base/limits.ts";
import { nextDayMs } from "../../base/zoned-day.ts";
import { KeyholeCallsFilterEvent } from "../../events/keyhole-calls-filter-event.ts";
import type { ListHost } from "../list-host.ts";
import type { FilterChange } from "./filter.ts";
import { GrantStore } from "./grant-store.ts";
import {
  awaitGrant,
  callsQuery,
  controlNames,
  controlsLeft,
  permittedFilters,
  readFilters,
  sameFilters,
  unknownControls,
} from "./read-filters.ts";
import { ToolbarView } from "./toolbar-view.ts";

/** Turns the filters of a list into the query of its store, and the viewer's changes into filters. */
export class FilterController implements ReactiveController {
  readonly grant = new GrantStore();
  readonly toolbar: ToolbarView;
  readonly #host: ListHost;
  readonly #clock: Clock;
  /** The host's property, and the filters read from it. */
  #given: CallFilters | null = null;
  #read: CallFilters = {};
  #stopDay: (() => void) | null = null;
  #lastGrant = "";
  /** The unknown controls that the console has been told of. */
  #reported = "";
  /** The viewer has filtered: announce the number of matches with the next page. */
  #announceNextLoad = false;

  constructor(host: ListHost, clock = browserClock) {
    this.#host = host;
    this.#clock = clock;
    this.toolbar = new ToolbarView(host, this, clock);
    this.grant.subscribe(() => host.requestUpdate());
    host.addController(this);
  }

  /** The host's filters without invalid fields. */
  get all(): CallFilters {
    const { filters } = this.#host;
    if (filters !== this.#given) {
      this.#given = filters;
      this.#read = readFilters(filters);
    }
    return this.#read;
  }

  /** The filters of the query: those that the viewer may use. */
  get used(): CallFilters {
    return permittedFilters(this.all, this.grant.may);
  }

  /** Whether any filter is in use. */
  get active(): boolean {
    return Object.keys(this.used).length > 0;
  }

  /** Opens the store with the query of the filters. To be called when the query may have changed. */
  start(): void {
    this.#reportUnknownControls();
    const { session, store } = this.#host;
    if (!session || !store || !this.#host.isConnected) return;
    this.grant.use(session);
    // A token and the source tell what the viewer may use; the request for agents brings both.
    const waits = session.state.status !== "signed-out" && awaitGrant(this.all, this.grant.may);
    const controls = controlsLeft(this.#host.hideControls);
    if (waits || controls.has("agent") || controls.has("text")) this.grant.ask();
    if (waits) return;
    store.open(callsQuery(this.used, this.#host.formats, this.#clock.now()));
    this.#watchDay();
  }

  /** Another viewer, token or language may change the query. */
  hostUpdated(): void {
    this.toolbar.requestUpdate();
    const { session, formats } = this.#host;
    const grant =
      session &&
      [
        session.epoch,
        session.state.status === "signed-out",
        awaitGrant(this.all, this.grant.may),
        Object.keys(this.used),
        formats.locale,
      ].join(" ");
    if (!grant || grant === this.#lastGrant) return;
    this.#lastGrant = grant;
    this.start();
  }

  stop(): void {
    this.#stopDay?.();
    this.#stopDay = null;
    this.grant.drop();
    this.toolbar.stop();
  }

  /** Applies the viewer's change. False if it changes nothing, or if the host prevents it. */
  change(change: FilterChange): boolean {
    const previous = this.all;
    const filters = readFilters({ ...previous, ...change });
    if (sameFilters(filters, previous)) return false;
    if (!this.#host.dispatchEvent(new KeyholeCallsFilterEvent({ ...filters }, { ...previous }))) return false;
    this.#announceNextLoad = true;
    this.#host.filters = filters;
    return true;
  }

  /** Tells a developer of a name that hides nothing, once. */
  #reportUnknownControls(): void {
    const { hideControls, localName } = this.#host;
    const unknown = unknownControls(hideControls).join(", ");
    if (unknown && unknown !== this.#reported)
      console.warn(`${localName}: hide-controls knows no "${unknown}", only ${controlNames().join(", ")}`);
    this.#reported = unknown;
  }

  /** At midnight, a range means other days. */
  #watchDay(): void {
    this.#stopDay?.();
    this.#stopDay = null;
    if (!this.used.range) return;
    const now = this.#clock.now();
    const leftMs = nextDayMs(this.#host.formats.timeZone, now) - now;
    this.#stopDay = this.#clock.after(Math.min(leftMs, DAY_CHECK_MS), () => this.start());
  }

  /** Says how many calls match, after the viewer has filtered; null where the page is announced as usual. */
  takeMatches(): string | null {
    const { store, text } = this.#host;
    if (!this.#announceNextLoad || !store) return null;
    this.#announceNextLoad = false;
    const { calls, next, total, paused } = store.state;
    if (!this.active || paused) return null;
    const count = total ?? calls.length;
    if (count === 0) return text("noMatch.title");
    return text(total === null && next !== null ? "matches.more" : "matches", { count });
  }
}
