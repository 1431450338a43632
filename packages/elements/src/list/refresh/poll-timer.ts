import type { Clock } from "../../base/clock.ts";
import {
  REFRESH_GROWTH,
  REFRESH_IDLE_MAX_MS,
  REFRESH_JITTER,
  REFRESH_SECONDS,
  REFRESH_SECONDS_MAX,
  REFRESH_SECONDS_MIN,
  RETRY_FAILED_MS,
} from "../../base/limits.ts";
import { isShutOut } from "../../session/is-shut-out.ts";
import { retryAfterMs } from "../../session/retry-after.ts";
import type { RefreshResult } from "../calls-store.ts";

export interface PollTimerDeps {
  clock: Clock;
  /** Returns a number from 0 to 1. */
  random: () => number;
  poll: () => Promise<RefreshResult>;
}

/** Polls while the list is visible, and immediately when it becomes visible again. No DOM. */
export class PollTimer {
  readonly #deps: PollTimerDeps;
  #baseMs = 0;
  #waitMs = 0;
  #lastMs = 0;
  /** The broker asked to wait until then. */
  #notBeforeMs = 0;
  #failing = false;
  #visible = false;
  #polling = false;
  #stop: (() => void) | null = null;

  constructor(deps: PollTimerDeps) {
    this.#deps = deps;
    this.markFresh();
  }

  /** Sets the interval without failures; 0 for never. */
  setBase(baseMs: number): void {
    if (baseMs === this.#baseMs) return;
    this.#baseMs = this.#waitMs = baseMs;
    this.#arm();
  }

  /** Whether the list is visible and can be refreshed. Polls at once if a poll is overdue. */
  setVisible(visible: boolean): void {
    if (visible === this.#visible) return;
    this.#visible = visible;
    this.#arm();
    if (visible) this.catchUp();
  }

  /** Polls at once, if the last poll is older than the interval or has failed. */
  catchUp(): void {
    const { clock } = this.#deps;
    const dueMs = Math.max(this.#lastMs + (this.#failing ? 0 : this.#baseMs), this.#notBeforeMs);
    if (this.#baseMs > 0 && this.#visible && clock.now() >= dueMs) void this.#turn();
  }

  /** The newest calls have arrived some other way. */
  markFresh(): void {
    this.#lastMs = this.#deps.clock.now();
    this.#arm();
  }

  /** The viewer uses the list: the interval is short again, unless polls fail. */
  used(): void {
    if (this.#failing || this.#waitMs <= this.#baseMs) return;
    this.#waitMs = this.#baseMs;
    this.#arm();
  }

  /** Takes the result of a poll or of a refresh by hand, and sets the next wait. */
  settle(result: RefreshResult): void {
    // A dropped poll, as beside a page that is loading, waits too.
    this.markFresh();
    if (result.kind === "dropped") return;
    this.#failing = result.kind === "failed";
    this.#waitMs = pollWaitMs(this.#waitMs, this.#baseMs, result);
    this.#notBeforeMs = result.kind === "failed" ? this.#deps.clock.now() + retryAfterMs(result.failure) : 0;
    this.#arm();
  }

  #arm(): void {
    this.#stop?.();
    this.#stop = null;
    if (!this.#visible || this.#polling || this.#baseMs <= 0) return;
    const { clock, random } = this.#deps;
    const waitMs = this.#waitMs * (1 + random() * REFRESH_JITTER);
    const atMs = Math.max(this.#lastMs + waitMs, this.#notBeforeMs);
    if (atMs === Number.POSITIVE_INFINITY) return;
    this.#stop = clock.after(Math.max(0, atMs - clock.now()), () => void this.#turn());
  }

  async #turn(): Promise<void> {
    if (this.#polling) return;
    this.#polling = true;
    this.#arm();
    const result = await this.#deps.poll();
    this.#polling = false;
    this.settle(result);
  }
}

/**
 * Milliseconds to wait after a poll: the interval after news, a little longer each time without news, a few seconds after
 * a failure, and never less than the broker asks for. Whom the owner has shut out polls no more.
 */
export function pollWaitMs(lastMs: number, baseMs: number, result: RefreshResult): number {
  switch (result.kind) {
    case "changed":
      return baseMs;
    case "same":
      return Math.max(baseMs, Math.min(REFRESH_IDLE_MAX_MS, lastMs * REFRESH_GROWTH));
    case "failed":
      if (isShutOut(result.failure)) return Number.POSITIVE_INFINITY;
      return Math.max(Math.min(RETRY_FAILED_MS, Math.max(lastMs, baseMs) * 2), retryAfterMs(result.failure));
    case "dropped":
      return lastMs;
  }
}

/** Milliseconds between two polls, of the property `refreshSeconds`; 0 for never. */
export function refreshMs(given: number | null): number {
  // Hosts may set any type.
  const seconds = Number(given ?? Number.NaN);
  if (Number.isNaN(seconds)) return REFRESH_SECONDS * 1000;
  if (seconds <= 0) return 0;
  return Math.min(REFRESH_SECONDS_MAX, Math.max(REFRESH_SECONDS_MIN, seconds)) * 1000;
}
