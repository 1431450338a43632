import type { CallSummary, Page } from "@keyhole/contract";
import type { Clock } from "../../base/clock.ts";
import { EXPORT_TRIES, EXPORT_WAIT_MAX_MS } from "../../base/limits.ts";
import { parseCallsPage } from "../../base/parse-call.ts";
import { Store } from "../../base/store.ts";
import type { Failure, Session } from "../../session/index.ts";
import { retryAfterMs } from "../../session/retry-after.ts";
import { ExportPages } from "./export-pages.ts";

export interface ExportState {
  /** `waiting`: the broker asked to wait. `stopped`: cancelled, or the viewer has changed. */
  readonly phase: "running" | "waiting" | "failed" | "done" | "stopped";
  /** Number of calls so far. */
  readonly count: number;
  /** Number of all calls, if the broker tells it. */
  readonly total: number | null;
  readonly failure: Failure | null;
}

export interface ExportDeps {
  session: Session;
  /** Path of a page, with the query that the list had when the export began. */
  path: (cursor: string | null) => string;
  clock: Clock;
  /** Loads what writes the file, before the first request; null if nothing is left to load. */
  prepare?: (() => Promise<Failure | null>) | null;
}

/** One export. Its requests for pages are independent of those of the list. */
export class ExportJob extends Store<ExportState> {
  readonly pages = new ExportPages();
  readonly #deps: ExportDeps;
  readonly #epoch: number;
  #cursor: string | null = null;

  constructor(deps: ExportDeps) {
    super({ phase: "running", count: 0, total: null, failure: null });
    this.#deps = deps;
    this.#epoch = deps.session.epoch;
  }

  /** Starts, or resumes from the page that failed. Resolves when the job has ended in any way. */
  async run(): Promise<void> {
    const { signal } = this;
    this.set({ phase: "running", failure: null });
    const missing = await this.#deps.prepare?.();
    if (signal.aborted) return;
    if (missing) return this.set({ phase: "failed", failure: missing });
    for (let tries = 1; !signal.aborted; ) {
      const { session, path } = this.#deps;
      const answer = await session.request(path(this.#cursor), { parse: parseCallsPage, signal });
      if (signal.aborted) return;
      // Never hand one member's calls to the next.
      if (session.epoch !== this.#epoch) return this.close();
      if (answer.ok) {
        tries = 1;
        const isLast = this.#add(answer.value);
        this.set({
          phase: isLast ? "done" : "running",
          count: this.pages.count,
          total: answer.value.total ?? this.state.total,
        });
        if (isLast) return;
        continue;
      }
      if (!("failure" in answer)) return this.close();
      const waitMs = retryAfterMs(answer.failure);
      if (waitMs === 0 || waitMs > EXPORT_WAIT_MAX_MS || tries >= EXPORT_TRIES) {
        this.set({ phase: "failed", failure: answer.failure });
        return;
      }
      tries += 1;
      this.set({ phase: "waiting" });
      await this.#wait(waitMs);
    }
  }

  /** Cancels the job. */
  override close(): void {
    super.close();
    this.set({ phase: "stopped" });
  }

  /** Adds a page; returns whether it was the last. A repeated cursor is the end. */
  #add({ items, next }: Page<CallSummary>): boolean {
    this.pages.add(items);
    const isLast = next === null || next === this.#cursor;
    this.#cursor = next;
    return isLast;
  }

  #wait(ms: number): Promise<void> {
    const { signal } = this;
    return new Promise((resolve) => {
      const stop = this.#deps.clock.after(ms, resolve);
      signal.addEventListener("abort", () => {
        stop();
        resolve();
      });
    });
  }
}
