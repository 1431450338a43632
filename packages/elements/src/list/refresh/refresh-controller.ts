import { html, type ReactiveController } from "lit";
import { browserClock, type Clock } from "../../base/clock.ts";
import { View } from "../../base/view.ts";
import { KeyholeCallsLoadEvent } from "../../events/keyhole-calls-load-event.ts";
import type { CallsStore, RefreshResult } from "../calls-store.ts";
import { REFRESH } from "../icons.ts";
import type { ListHost } from "../list-host.ts";
import { fetchNewest } from "./fetch-newest.ts";
import type { NewCallsView } from "./new-calls-view.ts";
import { PollTimer, refreshMs } from "./poll-timer.ts";

export interface RefreshDeps {
  clock: Clock;
  random: () => number;
  page: PageState;
}

/** The state of the page, as far as refreshing depends on it. */
interface PageState {
  /** The page is visible and has a connection. */
  readonly awake: boolean;
  /** The page is visible and has no connection. */
  readonly offline: boolean;
  /** Whether a list is rendered, in view or not. In a closed tab, panel or `<details>` it is not. */
  renders(list: ListHost): boolean;
  /** Calls back when the state may have changed, and when the page returns from the back-forward cache. */
  listen(changed: () => void): () => void;
}

const browserPage: PageState = {
  get awake() {
    return document.visibilityState !== "hidden" && navigator.onLine;
  },
  get offline() {
    return document.visibilityState !== "hidden" && !navigator.onLine;
  },
  renders({ renderRoot }) {
    return renderRoot.querySelector(".body")?.checkVisibility() ?? false;
  },
  listen(changed) {
    const listening = new AbortController();
    const { signal } = listening;
    document.addEventListener("visibilitychange", changed, { signal });
    for (const type of ["online", "offline", "pageshow"]) addEventListener(type, changed, { signal });
    return () => listening.abort();
  },
};

const BROWSER: RefreshDeps = { clock: browserClock, random: Math.random, page: browserPage };

/** Events that show that the viewer uses the list. */
const USES = ["pointerdown", "keydown", "wheel", "focusin"] as const;

/** The button that refreshes the list. */
class RefreshView extends View {
  readonly #host: ListHost;
  readonly #refresh: () => void;
  #busy = false;

  constructor(host: ListHost, refresh: () => void) {
    super(document.createElement("div"));
    this.element.className = "refresh";
    this.#host = host;
    this.#refresh = refresh;
  }

  set busy(busy: boolean) {
    this.#busy = busy;
    this.requestUpdate();
  }

  protected override render() {
    const { text } = this.#host;
    // `disabled` would drop the focus.
    return html`<button
        class="tool-button ${this.#busy ? "busy" : ""}"
        part="refresh"
        type="button"
        aria-label=${text("refresh")}
        title=${text("refresh")}
        aria-busy=${this.#busy}
        @click=${this.#refresh}
      >
        ${REFRESH}
      </button>`;
  }
}

/** Refreshes the list: regularly while it is visible, and by hand. */
export class RefreshController implements ReactiveController {
  readonly view: RefreshView;
  readonly #host: ListHost;
  readonly #newCalls: NewCallsView;
  readonly #renewed: () => void;
  readonly #page: PageState;
  readonly #timer: PollTimer;
  #running: AbortController | null = null;
  #phase: string | undefined;
  #sessionStatus: string | undefined;
  #byHand: Promise<void> | null = null;

  /** Calls `renewed` when the viewer refreshes, and when failed requests may succeed again. */
  constructor(
    host: ListHost,
    {
      newCalls,
      renewed,
      deps = BROWSER,
    }: { newCalls: NewCallsView; renewed: () => void; deps?: RefreshDeps },
  ) {
    this.#host = host;
    this.#newCalls = newCalls;
    this.#renewed = renewed;
    this.#page = deps.page;
    this.#timer = new PollTimer({ ...deps, poll: () => this.#poll() });
    this.view = new RefreshView(host, () => void this.byHand());
    host.addController(this);
  }

  /** Starts to poll and to listen. */
  start(): void {
    if (this.#running) return;
    this.#running = new AbortController();
    const { signal } = this.#running;
    signal.addEventListener(
      "abort",
      this.#page.listen(() => this.#pageChanged()),
    );
    // Most keys do not leave the shadow root.
    for (const use of USES)
      this.#host.addEventListener(use, () => this.#timer.used(), { signal, passive: true, capture: true });
    this.#watch();
  }

  /** Stops polling and listening. */
  stop(): void {
    this.#running?.abort();
    this.#running = null;
    this.#watch();
  }

  /** Refreshes now; resolves when the newest calls, or the failure, are shown. */
  byHand(): Promise<void> {
    this.#byHand ??= this.#refreshByHand().finally(() => {
      this.#byHand = null;
      this.view.busy = false;
    });
    return this.#byHand;
  }

  hostUpdate(): void {
    this.#timer.setBase(refreshMs(this.#host.refreshSeconds));
    this.view.requestUpdate();
  }

  hostUpdated(): void {
    this.#sessionMayHaveChanged();
    const phase = this.#host.store?.state.phase;
    if (phase === this.#phase) return;
    this.#phase = phase;
    if (phase === "ready") this.#timer.markFresh();
    else this.#newCalls.clear();
    this.#watch();
  }

  async #refreshByHand(): Promise<void> {
    const { store, text } = this.#host;
    if (!store) return;
    this.view.busy = true;
    this.#renewed();
    if (store.state.phase === "failed") return store.load();
    store.dismissFailure();
    let result: RefreshResult;
    do {
      await pageEnds(store);
      result = await this.#refresh();
    } while (result.kind === "dropped" && store.state.busy);
    this.#timer.settle(result);
    if (result.kind === "same" || (result.kind === "changed" && result.newCalls === 0)) {
      this.#host.say(text("nothingNew"));
    } else if (result.kind === "changed") {
      this.#host.say(text("newCalls", { count: result.newCalls }));
    }
  }

  /** Skips the poll while the list is not rendered, and checks again after the usual interval. */
  async #poll(): Promise<RefreshResult> {
    if (this.#page.renders(this.#host)) return this.#refresh();
    this.#timer.used();
    return { kind: "dropped" };
  }

  async #refresh(): Promise<RefreshResult> {
    const { store } = this.#host;
    if (!store) return { kind: "dropped" };
    const result = await store.refresh(fetchNewest);
    if (result.kind === "changed") await this.#changed(store, result.newCalls);
    return result;
  }

  async #changed({ state }: CallsStore, newCalls: number): Promise<void> {
    this.#host.dispatchEvent(new KeyholeCallsLoadEvent(state.calls.length, state.next === null));
    await this.#host.updateComplete;
    this.#newCalls.arrived(newCalls, this.#byHand !== null);
  }

  #watch(): void {
    const { session, store } = this.#host;
    const canRefresh = store?.state.phase === "ready" && session?.state.status !== "signed-out";
    this.#timer.setVisible(this.#running !== null && canRefresh && this.#page.awake);
  }

  #pageChanged(): void {
    this.#watch();
    this.#timer.catchUp();
    if (this.#page.offline) void this.#tellOffline();
    const { store } = this.#host;
    // The connection may be back: load what failed without one.
    const { phase, failure } = store?.state ?? {};
    if (this.#page.awake && phase === "failed" && (failure?.kind === "network" || failure?.kind === "part")) {
      this.#renewed();
      void store?.load();
    }
  }

  /** Polls rest without a connection. One more, which fails at once, says so beside the rows; it ends with the next. */
  async #tellOffline(): Promise<void> {
    if (refreshMs(this.#host.refreshSeconds) > 0) this.#timer.settle(await this.#refresh());
  }

  #sessionMayHaveChanged(): void {
    const status = this.#host.session?.state.status;
    const recovered = this.#sessionStatus === "failed" && status === "ready";
    if (status === "failed" || status === "ready") this.#sessionStatus = status;
    this.#watch();
    if (!recovered) return;
    this.#renewed();
    this.#timer.catchUp();
  }
}

/** Resolves once no page is being loaded. */
async function pageEnds(store: CallsStore): Promise<void> {
  if (!store.state.busy) return;
  await new Promise<void>((resolve) => {
    const stop = store.subscribe(({ busy }) => {
      if (busy) return;
      stop();
      resolve();
    });
  });
}
