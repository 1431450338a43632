import type { AdminState } from "@keyhole/contract";
import type { Clock } from "../base/clock.ts";
import { ADMIN_SAMPLE_MS, ADMIN_SAMPLES } from "../base/limits.ts";
import { Store } from "../base/store.ts";
import type { AdminClient, AdminFailure } from "./admin-answer.ts";
import { parseRotation, parseState } from "./parse-admin.ts";

/** The budgets of all upstreams at a moment. */
export interface Sample {
  atMs: number;
  upstreams: AdminState["upstreams"];
}

export interface WorkerState {
  current: AdminState | null;
  /** The oldest first. */
  samples: readonly Sample[];
  phase: "loading" | "ready" | "failed";
  failure: AdminFailure | null;
  /** The project whose key is made anew. */
  rotating: number | null;
  /** What the last rotation said; `revoke` is the name of the old key, null where there was none. */
  rotated: { project: number; revoke: string | null } | null;
}

/** What the Worker says about itself: budgets, memory, keys. */
export class WorkerStore extends Store<WorkerState> {
  readonly #client: AdminClient;
  readonly #clock: Clock;
  #stop = () => {};

  constructor(client: AdminClient, clock: Clock) {
    super({ current: null, samples: [], phase: "loading", failure: null, rotating: null, rotated: null });
    this.#client = client;
    this.#clock = clock;
  }

  async load(): Promise<void> {
    this.set({ phase: "loading", failure: null });
    const answer = await this.current((signal) => this.#client.ask({ path: "state", signal }, parseState));
    if (!answer) return;
    if (!answer.ok) {
      this.set({ phase: "failed", failure: answer.failure });
      return;
    }
    const sample = { atMs: this.#clock.now(), upstreams: answer.body.upstreams };
    const samples = [...this.state.samples, sample].slice(-ADMIN_SAMPLES);
    this.set({ current: answer.body, samples, phase: "ready" });
  }

  /** Loads again and again, until `unwatch` or `close`. A page in the background measures nothing. */
  watch(isVisible: () => boolean): void {
    this.unwatch();
    const watching = { isOver: false };
    const wait = () =>
      this.#clock.after(ADMIN_SAMPLE_MS, async () => {
        if (isVisible()) await this.load();
        if (!watching.isOver) cancel = wait();
      });
    let cancel = wait();
    this.#stop = () => {
      watching.isOver = true;
      cancel();
    };
  }

  unwatch(): void {
    this.#stop();
  }

  async rotate(project: number): Promise<void> {
    if (this.state.rotating !== null) return;
    this.set({ rotating: project, rotated: null, failure: null });
    const path = `cekura/${project}/rotate`;
    const answer = await this.current((signal) =>
      this.#client.ask({ path, method: "POST", body: {}, signal }, parseRotation),
    );
    if (!answer) return;
    if (!answer.ok) {
      this.set({ rotating: null, failure: answer.failure });
      return;
    }
    this.set({ rotating: null, rotated: { project, revoke: answer.body.revoke } });
    await this.load();
  }

  override close(): void {
    this.unwatch();
    super.close();
  }
}
