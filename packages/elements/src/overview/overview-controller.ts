import type { ReactiveController } from "lit";
import type { CallFilters } from "../base/call-filters.ts";
import { browserClock, type Clock } from "../base/clock.ts";
import { type Formats, formatsFor } from "../base/formats.ts";
import { RETRY_FAILED_MS, STATS_REFRESH_MS } from "../base/limits.ts";
import type { ElementContent } from "../core/lazy-element.ts";
import type { SiteElement } from "../core/site-element.ts";
import { KeyholeOverviewFilterEvent } from "../events/keyhole-overview-filter-event.ts";
import { KeyholeReadyEvent } from "../events/keyhole-ready-event.ts";
import type { Session } from "../session/index.ts";
import { mayPass } from "../session/may-pass.ts";
import { retryAfterMs } from "../session/retry-after.ts";
import { LinkedLists, type SharedFilters, sharedOf } from "./linked-lists.ts";
import { OverviewView } from "./overview-view.ts";
import { statsPath } from "./stats-range.ts";
import { type StatsState, StatsStore } from "./stats-store.ts";

/** The element, as its overview sees it. */
export interface OverviewHost extends SiteElement {
  filters: CallFilters | null;
}

/** Keeps an overview up to date: with its filters, with lists beside it, and with the time. */
export class OverviewController implements ElementContent, ReactiveController {
  readonly view: OverviewView;
  readonly host: OverviewHost;
  readonly #clock: Clock;
  readonly #lists: LinkedLists;
  store: StatsStore | null = null;
  /** The viewer has chosen something: say what came of it. */
  #announces = false;
  #isReady = false;
  #askedMs = 0;
  #stopWaiting: (() => void) | null = null;
  #listening: AbortController | null = null;

  constructor(host: OverviewHost, clock = browserClock) {
    this.host = host;
    this.#clock = clock;
    this.#lists = new LinkedLists(host, (filters) => {
      host.filters = filters;
    });
    this.view = new OverviewView(this);
    host.viewBroke = (_view, error) => host.broke(error);
    host.addController(this);
  }

  get filters(): SharedFilters {
    return sharedOf(this.host.filters);
  }

  /** Those of the element, in the time zone of the list beside it where it has none of its own. */
  get formats(): Formats {
    const { host } = this;
    return host.timeZone ? host.formats : formatsFor(host, this.#lists.timeZone);
  }

  now(): number {
    return this.#clock.now();
  }

  /** Applies the viewer's choice, here and to lists, unless the host prevents it. */
  choose(filters: SharedFilters): void {
    const { host } = this;
    const previous = this.filters;
    if (JSON.stringify(filters) === JSON.stringify(previous)) return;
    if (!host.dispatchEvent(new KeyholeOverviewFilterEvent({ ...filters }, previous))) return;
    this.#announces = true;
    host.filters = filters;
    this.#lists.push(filters);
  }

  start(session: Session): void {
    if (this.store?.session !== session) this.#use(new StatsStore(session));
    this.#lists.start();
    this.store?.open(statsPath(this.filters, this.formats, this.now()));
    this.#wait();
  }

  stop(): void {
    this.store?.close();
    this.#lists.stop();
    this.#stopWaiting?.();
    this.#listening?.abort();
    this.#listening = this.#stopWaiting = null;
  }

  retry(): void {
    const { session } = this.host;
    if (session?.state.status === "signed-out") session.signIn();
    else if (this.store?.state.phase === "failed") void this.store.load();
    else void this.refresh();
  }

  /** Asks again; the range may have moved on with the day. */
  async refresh(): Promise<void> {
    const { store } = this;
    if (!store) return;
    this.#askedMs = this.now();
    store.open(statsPath(this.filters, this.formats, this.now()));
    await store.refresh();
    this.#wait();
  }

  /** Words, and the direction of text, may be others. */
  hostUpdated(): void {
    this.view.requestUpdate();
  }

  #use(store: StatsStore): void {
    this.store?.close();
    this.store = store;
    this.#isReady = false;
    store.subscribe((state, previous) => {
      if (store === this.store) this.#changed(state, previous);
    });
  }

  #changed(state: StatsState, previous: StatsState): void {
    const { host } = this;
    host.requestUpdate();
    this.view.requestUpdate();
    if (state.phase === "signed-out" && previous.phase !== "signed-out") {
      this.#isReady = false;
      host.signedOut(previous.phase);
    }
    if (state.failure && state.failure !== previous.failure) void host.failed(state.failure);
    if (state.phase === "failed" && previous.phase === "loading") {
      this.#askedMs = this.now();
      this.#wait();
    }
    if (state.phase !== "ready" || previous.phase === "ready") return;
    this.#askedMs = this.now();
    this.#wait();
    this.#announce();
    if (this.#isReady) return;
    this.#isReady = true;
    const session = host.session?.state;
    host.dispatchEvent(new KeyholeReadyEvent(session?.status === "ready" ? session.scopes : []));
  }

  #announce(): void {
    const calls = this.store?.state.figures?.calls;
    if (this.#announces && calls) {
      const count = calls.reduce((total, each) => total + each.calls, 0);
      this.host.say(this.host.text("overview.loaded", { count }));
    }
    this.#announces = false;
  }

  /** Refreshes now and then while the page is visible, and when it becomes visible again. */
  #wait(): void {
    if (!this.#listening) {
      this.#listening = new AbortController();
      document.addEventListener("visibilitychange", () => this.#wait(), { signal: this.#listening.signal });
    }
    this.#stopWaiting?.();
    this.#stopWaiting = null;
    if (document.visibilityState === "hidden") return;
    const { phase, failure } = this.store?.state ?? {};
    if (phase === "failed" && failure && !mayPass(failure)) return;
    const waitMs =
      phase === "failed" && failure ? Math.max(RETRY_FAILED_MS, retryAfterMs(failure)) : STATS_REFRESH_MS;
    const leftMs = Math.max(0, this.#askedMs + waitMs - this.now());
    this.#stopWaiting = this.#clock.after(leftMs, () => void this.refresh());
  }
}
