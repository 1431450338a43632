import { EventEmitter, once } from "node:events";
import type { Clock } from "../../src/base/clock.ts";

interface Sleeper {
  readonly untilMs: number;
  readonly wake: () => void;
}

/** A clock that stands still until a test advances it. */
export class FakeClock implements Clock {
  #nowMs = 0;
  readonly #sleepers = new Set<Sleeper>();
  readonly #events = new EventEmitter();

  nowMs(): number {
    return this.#nowMs;
  }

  sleep(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const sleeper: Sleeper = {
        untilMs: this.#nowMs + ms,
        wake: () => {
          this.#sleepers.delete(sleeper);
          resolve();
        },
      };
      this.#sleepers.add(sleeper);
      signal.addEventListener("abort", sleeper.wake, { once: true });
      this.#events.emit("sleep");
    });
  }

  /** Advances the time and wakes every sleeper that is due. */
  advance(ms: number): void {
    this.#nowMs += ms;
    for (const sleeper of [...this.#sleepers]) if (sleeper.untilMs <= this.#nowMs) sleeper.wake();
  }

  /** Resolves as soon as someone sleeps. */
  async someoneSleeps(): Promise<void> {
    if (this.#sleepers.size === 0) await once(this.#events, "sleep");
  }
}
