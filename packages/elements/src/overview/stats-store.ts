import type { Agent } from "@keyhole/contract";
import { parseAgents } from "../base/parse-agents.ts";
import { Store } from "../base/store.ts";
import type { Failure, Session } from "../session/index.ts";
import { keepKnown } from "../session/keep-known.ts";
import { type Figures, parseStats } from "./parse-stats.ts";

export interface StatsState {
  readonly phase: "idle" | "loading" | "ready" | "failed" | "signed-out";
  /** Those of the last answer; they stay while other ones load, and when that fails. */
  readonly figures: Figures | null;
  readonly agents: readonly Agent[];
  readonly failure: Failure | null;
}

const NOTHING: StatsState = { phase: "idle", figures: null, agents: [], failure: null };

/** The figures of one viewer. Another viewer drops them at once. */
export class StatsStore extends Store<StatsState> {
  readonly session: Session;
  #unsubscribe: (() => void) | null = null;
  #epoch = -1;
  #path = "";
  #etag: string | null = null;
  #asksAgents = true;
  #sessionFailed = false;

  constructor(session: Session) {
    super(NOTHING);
    this.session = session;
  }

  /** Starts, or goes on; the same path of the same viewer asks for nothing. */
  open(path: string): void {
    const isOther = path !== this.#path;
    this.#path = path;
    const wasClosed = !this.#unsubscribe;
    this.#unsubscribe ??= this.session.subscribe(() => this.#sessionChanged());
    if (wasClosed) this.restart();
    if (this.session.epoch !== this.#epoch || this.session.state.status === "signed-out")
      this.#sessionChanged();
    else if (isOther || (wasClosed && this.state.phase !== "ready")) void this.load();
  }

  override close(): void {
    this.#unsubscribe?.();
    this.#unsubscribe = null;
    super.close();
  }

  /** Asks for the figures of the path. The same figures again are no change. */
  async load(): Promise<void> {
    this.restart();
    this.set({ phase: "loading", failure: null });
    await this.#ask(null);
  }

  /** Asks again for the same figures; what is shown stays meanwhile, a failure too. */
  async refresh(): Promise<void> {
    const { phase, figures } = this.state;
    if (phase === "ready" || phase === "failed") await this.#ask(figures && this.#etag);
  }

  async #ask(etag: string | null): Promise<void> {
    const headers = etag === null ? {} : { "If-None-Match": etag };
    const answer = await this.current((signal) =>
      this.session.request(this.#path, {
        headers,
        signal,
        parse: (body) => (body === undefined ? this.state.figures : parseStats(body)) ?? undefined,
      }),
    );
    if (!answer) return;
    if (answer.ok) {
      this.#etag = answer.headers.get("ETag") ?? etag;
      this.set({ phase: "ready", figures: answer.value, failure: null });
    } else {
      this.set({ phase: "failed", failure: keepKnown(this.state.failure, answer.failure) });
    }
    if (answer.ok && this.#asksAgents) void this.#askAgents();
  }

  async #askAgents(): Promise<void> {
    this.#asksAgents = false;
    const { signal } = this;
    const answer = await this.session.request("/v1/agents", { parse: parseAgents, signal });
    if (signal.aborted) this.#asksAgents = true;
    else if (answer.ok) this.set({ agents: answer.value.agents });
  }

  #sessionChanged(): void {
    const { epoch, state } = this.session;
    const recovered = this.#sessionFailed && state.status === "ready" && this.state.phase === "failed";
    if (state.status === "failed" || state.status === "ready")
      this.#sessionFailed = state.status === "failed";
    if (
      epoch === this.#epoch &&
      state.status !== "signed-out" &&
      this.state.phase !== "signed-out" &&
      !recovered
    )
      return;
    if (epoch !== this.#epoch || state.status === "signed-out") {
      this.restart();
      this.#asksAgents = true;
      this.#etag = null;
      this.set({ ...NOTHING, phase: state.status === "signed-out" ? "signed-out" : "idle" });
    }
    this.#epoch = epoch;
    if (state.status !== "signed-out") void this.load();
  }
}
