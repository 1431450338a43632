import type { CallSummary, Page } from "@keyhole/contract";
import type { Clock } from "../../base/clock.ts";
import { EXPORT_TRIES, EXPORT_WAIT_MAX_MS } from "../../base/limits.ts";
import type { Failure, Session } from "../../session/index.ts";
import { retryAfterMs } from "../refresh/refresh-wait.ts";
import { ExportPages } from "./export-file.ts";

/** `waiting`: the broker has asked to. `stopped`: cancelled, or what it was for is gone. */
export type ExportPhase = "running" | "waiting" | "failed" | "done" | "stopped";

export interface ExportDeps {
  session: Session;
  /** Where a page is; the query is that of when the export began. */
  path: (cursor: string | null) => string;
  parse: (body: unknown) => Page<CallSummary> | undefined;
  clock: Clock;
  /** Phase, count, total or failure is another. */
  changed: () => void;
}

/** One export: asks for page after page, by requests of its own, beside whatever the list asks for. No DOM. */
export class ExportRun {
  phase: ExportPhase = "running";
  /** All that will come, where the broker tells. */
  total: number | null = null;
  failure: Failure | null = null;
  readonly pages = new ExportPages();
  readonly #deps: ExportDeps;
  readonly #epoch: number;
  readonly #run = new AbortController();
  #cursor: string | null = null;

  constructor(deps: ExportDeps) {
    this.#deps = deps;
    this.#epoch = deps.session.epoch;
  }

  /** Starts, or goes on from the page that failed. Resolves when it is over, however. */
  async go(): Promise<void> {
    const { signal } = this.#run;
    this.failure = null;
    this.#set("running");
    for (let tries = 1; !signal.aborted; ) {
      const { session, path, parse } = this.#deps;
      const answer = await session.request(path(this.#cursor), { parse, signal });
      if (signal.aborted) return;
      // What one member may see is not handed to the next.
      if (session.epoch !== this.#epoch) return this.stop();
      if (answer.ok) {
        tries = 1;
        if (this.#took(answer.value)) return this.#set("done");
        this.#set("running");
        continue;
      }
      if (!("failure" in answer)) return this.stop();
      const waitMs = retryAfterMs(answer.failure);
      if (waitMs === 0 || waitMs > EXPORT_WAIT_MAX_MS || tries >= EXPORT_TRIES) {
        this.failure = answer.failure;
        return this.#set("failed");
      }
      tries += 1;
      this.#set("waiting");
      await this.#wait(waitMs);
    }
  }

  /** Cancels it; what is under way is aborted. */
  stop(): void {
    this.#run.abort();
    this.#set("stopped");
  }

  /** Takes a page; true where it was the last. A cursor that leads nowhere new is the end. */
  #took({ items, next, total }: Page<CallSummary>): boolean {
    this.pages.add(items);
    this.total = total ?? this.total;
    const over = next === null || next === this.#cursor;
    this.#cursor = next;
    return over;
  }

  #wait(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const stop = this.#deps.clock.after(ms, resolve);
      this.#run.signal.addEventListener("abort", () => {
        stop();
        resolve();
      });
    });
  }

  #set(phase: ExportPhase): void {
    this.phase = phase;
    this.#deps.changed();
  }
}
