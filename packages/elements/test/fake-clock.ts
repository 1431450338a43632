import type { Clock } from "../src/base/clock.ts";

/** Time that passes when it is told to. */
export class FakeClock implements Clock {
  nowMs = Date.parse("2026-11-20T12:00:00Z");
  readonly #timers = new Set<{ atMs: number; call: () => void }>();

  /** How long until the next timer; null where there is none. */
  get nextMs(): number | null {
    const times = [...this.#timers].map(({ atMs }) => atMs);
    return times.length > 0 ? Math.min(...times) - this.nowMs : null;
  }

  now(): number {
    return this.nowMs;
  }

  after(ms: number, call: () => void): () => void {
    const timer = { atMs: this.nowMs + ms, call };
    this.#timers.add(timer);
    return () => void this.#timers.delete(timer);
  }

  /** Lets time pass, and what waits for an answer have it. */
  async pass(ms: number): Promise<void> {
    this.nowMs += ms;
    for (const timer of [...this.#timers]) {
      if (timer.atMs > this.nowMs) continue;
      this.#timers.delete(timer);
      timer.call();
    }
    await settled();
  }
}

/** All that waits for an answer of a fake session has it. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}
