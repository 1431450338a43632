import { assert } from "./assert.ts";

interface Timer {
  run: () => void;
  atMs: number;
}

/** A wall clock, a monotonic clock and timers that move only when told. */
export class FakeTime {
  wallMs = Date.parse("2026-11-20T12:00:00Z");
  monotonicMs = 1_000;
  readonly timers = new Set<Timer>();

  readonly deps = {
    now: () => this.wallMs,
    monotonic: () => this.monotonicMs,
    setTimer: (run: () => void, ms: number): unknown => {
      const timer = { run, atMs: this.monotonicMs + ms };
      this.timers.add(timer);
      return timer;
    },
    clearTimer: (timer: unknown) => void this.timers.delete(timer as Timer),
    random: () => 0.5,
  };

  /** Time passes: both clocks go on and timers run when they are due. */
  async advance(ms: number): Promise<void> {
    await settle();
    const endMs = this.monotonicMs + ms;
    for (;;) {
      const next = [...this.timers].filter((timer) => timer.atMs <= endMs).sort((a, b) => a.atMs - b.atMs)[0];
      if (!next) break;
      this.timers.delete(next);
      this.#moveTo(next.atMs);
      next.run();
      await settle();
    }
    this.#moveTo(endMs);
    await settle();
  }

  /** The machine sleeps: the wall clock goes on, the monotonic clock and the timers stand still. */
  sleep(ms: number): void {
    this.wallMs += ms;
  }

  #moveTo(ms: number): void {
    const passed = Math.max(0, ms - this.monotonicMs);
    this.monotonicMs += passed;
    this.wallMs += passed;
  }
}

/** Lets everything run that does not wait for a timer: WebCrypto and IndexedDB answer within it. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 12; turn++) await new Promise((resolve) => setTimeout(resolve, 1));
}

/** Waits in real time until something is so, at most three seconds. */
export async function until(condition: () => unknown, what: string): Promise<void> {
  for (let turn = 0; turn < 600; turn++) {
    if (condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  assert(false, `Waited in vain until ${what}.`);
}
