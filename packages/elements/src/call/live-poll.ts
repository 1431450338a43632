import type { Clock } from "../base/clock.ts";
import { POLL_FIRST_MS } from "../base/limits.ts";
import { pollWaitMs } from "./poll-wait.ts";

/** Asks again and again while a call goes on, less often while nothing is new, and not while nobody looks. */
export class LivePoll {
  readonly #clock: Clock;
  readonly #ask: () => Promise<boolean>;
  readonly #goesOn: () => boolean;
  #waitMs = POLL_FIRST_MS;
  #stop: (() => void) | null = null;
  #asking = false;
  #paused = false;
  #closed = false;

  /** `ask` resolves to whether something was new. */
  constructor(clock: Clock, ask: () => Promise<boolean>, goesOn: () => boolean) {
    this.#clock = clock;
    this.#ask = ask;
    this.#goesOn = goesOn;
  }

  /** Waits for the next turn, where the call goes on. To be called whenever that may have changed. */
  arm(): void {
    if (this.#stop || this.#asking || this.#paused || this.#closed || !this.#goesOn()) return;
    this.#stop = this.#clock.after(this.#waitMs, () => void this.#turn());
  }

  /** Nobody looks, or somebody does again, and then it is asked at once. */
  pause(paused: boolean): void {
    if (paused === this.#paused) return;
    this.#paused = paused;
    this.#stop?.();
    this.#stop = null;
    this.#waitMs = POLL_FIRST_MS;
    if (!paused && this.#goesOn() && !this.#asking) void this.#turn();
  }

  close(): void {
    this.#closed = true;
    this.#stop?.();
  }

  async #turn(): Promise<void> {
    this.#stop = null;
    this.#asking = true;
    this.#waitMs = pollWaitMs(this.#waitMs, await this.#ask());
    this.#asking = false;
    this.arm();
  }
}
