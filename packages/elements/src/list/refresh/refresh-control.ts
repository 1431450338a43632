import type { ReactiveController } from "lit";
import { browserClock, type Clock } from "../../base/clock.ts";
import { KeyholeCallsLoadEvent } from "../../events/keyhole-calls-load-event.ts";
import type { ListKit } from "../kit.ts";
import type { ListHost } from "../list-host.ts";
import type { NewCallsView } from "./new-calls-view.ts";
import { forgetFailure, lookForNewer } from "./refresh-look.ts";
import { browserPage, type RefreshPage } from "./refresh-page.ts";
import { refreshMs } from "./refresh-seconds.ts";
import { RefreshTimer } from "./refresh-timer.ts";
import { RefreshView } from "./refresh-view.ts";
import type { Look } from "./refresh-wait.ts";

export interface RefreshDeps {
  clock: Clock;
  random: () => number;
  page: RefreshPage;
}

const BROWSER: RefreshDeps = { clock: browserClock, random: Math.random, page: browserPage };

/** What shows that the list is used. */
const USES = ["pointerdown", "keydown", "wheel", "focusin"] as const;

/** Keeps a list new: by itself while it is looked at, and by hand. */
export class RefreshControl implements ReactiveController {
  readonly view: RefreshView;
  /** Called when somebody asks by hand, or what had failed may do now. */
  renewed = () => {};
  readonly #kit: ListKit;
  readonly #host: ListHost;
  readonly #newCalls: NewCallsView;
  readonly #page: RefreshPage;
  readonly #timer: RefreshTimer;
  #running: AbortController | null = null;
  #phase: string | undefined;
  #sessionStatus: string | undefined;
  #byHand: Promise<void> | null = null;
  /** Whoever waits until no page is under way. */
  #pageEnded: (() => void) | null = null;

  constructor(kit: ListKit, host: ListHost, newCalls: NewCallsView, deps: RefreshDeps = BROWSER) {
    this.#kit = kit;
    this.#host = host;
    this.#newCalls = newCalls;
    this.#page = deps.page;
    this.#timer = new RefreshTimer({ ...deps, look: () => this.#lookIfShown() });
    this.view = new RefreshView(kit, host, () => void this.byHand());
    host.addController(this);
  }

  /** There is a session. */
  start(): void {
    if (this.#running) return;
    this.#running = new AbortController();
    const { signal } = this.#running;
    signal.addEventListener(
      "abort",
      this.#page.listen(() => this.#pageChanged()),
    );
    for (const use of USES)
      this.#host.addEventListener(use, () => this.#timer.used(), { signal, passive: true });
    this.#watch();
  }

  /** Nothing more is to be asked. */
  stop(): void {
    this.#running?.abort();
    this.#running = null;
    this.#watch();
  }

  /** Asks for the newest calls now; resolves when they are there, or the failure is shown. */
  byHand(): Promise<void> {
    this.#byHand ??= this.#askByHand().finally(() => {
      this.#byHand = null;
      this.view.busy(false);
    });
    return this.#byHand;
  }

  hostUpdate(): void {
    this.#timer.setBase(refreshMs(this.#host.refreshSeconds));
    this.view.draw();
  }

  hostUpdated(): void {
    if (!this.#host.store?.state.busy) this.#pageEnded?.();
    this.#sessionMayHaveChanged();
    const phase = this.#host.store?.state.phase;
    if (phase === this.#phase) return;
    this.#phase = phase;
    if (phase === "ready") this.#timer.looked();
    else this.#newCalls.clear();
    this.#watch();
  }

  async #askByHand(): Promise<void> {
    const { store, text } = this.#host;
    if (!store) return;
    this.view.busy(true);
    this.renewed();
    if (store.state.phase === "failed") return store.load();
    forgetFailure(store);
    // What is under way ends first.
    while (store.state.busy || store.look) await (store.look ?? this.#pageEnds());
    const look = await this.#look();
    this.#timer.took(look);
    if (look.kind === "same" || (look.kind === "changed" && look.newCalls === 0)) {
      this.#host.say(text("nothingNew"));
    } else if (look.kind === "changed") {
      this.#host.say(text("newCalls", { count: look.newCalls }));
    }
  }

  #pageEnds(): Promise<void> {
    return new Promise((resolve) => {
      this.#pageEnded = resolve;
    });
  }

  /** One that is not rendered asks for nothing. It is seen to at the usual interval whether it is rendered again. */
  async #lookIfShown(): Promise<Look> {
    if (this.#page.renders(this.#host)) return this.#look();
    this.#timer.used();
    return { kind: "dropped" };
  }

  async #look(): Promise<Look> {
    const { session, store } = this.#host;
    if (!session || !store) return { kind: "dropped" };
    const shown = store.state.failure;
    const look = await lookForNewer(session, store, this.#kit.parseCallsPage);
    if (look.kind === "changed") await this.#changed(look.newCalls);
    if (look.kind === "failed" && store.state.failure === look.failure && shown !== look.failure) {
      store.again = () => this.byHand();
      void this.#host.failed(look.failure);
    }
    return look;
  }

  async #changed(newCalls: number): Promise<void> {
    const { store } = this.#host;
    if (!store) return;
    const { calls, next } = store.state;
    this.#host.dispatchEvent(new KeyholeCallsLoadEvent(calls.length, next === null));
    await this.#host.updateComplete;
    this.#newCalls.arrived(newCalls, this.#byHand !== null);
  }

  #watch(): void {
    const { session, store } = this.#host;
    const asks = store?.state.phase === "ready" && session?.state.status !== "signed-out";
    this.#timer.watch(this.#running !== null && asks && this.#page.awake);
  }

  #pageChanged(): void {
    this.#watch();
    this.#timer.catchUp();
    const { store } = this.#host;
    // Without a connection there was nothing to show: now there may be.
    if (this.#page.awake && store?.state.phase === "failed" && store.state.failure?.kind === "network") {
      this.renewed();
      void store.load();
    }
  }

  #sessionMayHaveChanged(): void {
    const status = this.#host.session?.state.status;
    const recovered = this.#sessionStatus === "failed" && status === "ready";
    if (status === "failed" || status === "ready") this.#sessionStatus = status;
    this.#watch();
    if (!recovered) return;
    this.renewed();
    this.#timer.catchUp();
  }
}
