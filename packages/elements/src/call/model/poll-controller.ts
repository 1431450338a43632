import type { Clock } from "../../base/clock.ts";
import { POLL_FIRST_MS, POLL_GROWTH, POLL_MAX_MS, RETRY_FAILED_MS } from "../../base/limits.ts";

/** Polls a live call: less often while nothing is new, and not while the page is hidden. */
export class PollController {
  readonly #clock: Clock;
  readonly #poll: () => Promise<boolean>;
  readonly #live: () => boolean;
  #waitMs = POLL_FIRST_MS;
  #stop: (() => void) | null = null;
  #polling = false;
  #paused = false;
  #closed = false;

  readonly #failing: () => boolean;

  /**
   * `poll` resolves to whether anything was new; polling ends once `live` returns false. While `failing` returns true,
   * the waits stay short.
   */
  constructor(
    clock: Clock,
    poll: () => Promise<boolean>,
    live: () => boolean,
    failing: () => boolean = () => false,
  ) {
    this.#failing = failing;
    this.#clock = clock;
    this.#poll = poll;
    this.#live = live;
  }

  /** Schedules the next poll of a live call. To be called whenever the call may have become live. */
  arm(): void {
    if (this.#stop || this.#polling || this.#paused || this.#closed || !this.#live()) return;
    this.#stop = this.#clock.after(this.#waitMs, () => void this.#turn());
  }

  /** Pauses, or resumes with an immediate poll. */
  pause(paused: boolean): void {
    if (paused === this.#paused) return;
    this.#paused = paused;
    this.#stop?.();
    this.#stop = null;
    this.#waitMs = POLL_FIRST_MS;
    if (!paused && this.#live() && !this.#polling) void this.#turn();
  }

  close(): void {
    this.#closed = true;
    this.#stop?.();
  }

  async #turn(): Promise<void> {
    this.#stop = null;
    this.#polling = true;
    const waitMs = pollWaitMs(this.#waitMs, await this.#poll());
    this.#waitMs = this.#failing() ? Math.min(RETRY_FAILED_MS, waitMs) : waitMs;
    this.#polling = false;
    this.arm();
  }
}

/** How long to wait before the next poll: longer while nothing is new, short again after news. */
export function pollWaitMs(lastMs: number, news: boolean): number {
  return news ? POLL_FIRST_MS : Math.min(POLL_MAX_MS, lastMs * POLL_GROWTH);
}
