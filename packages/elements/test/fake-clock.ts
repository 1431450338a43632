import type { Clock } from "../src/base/clock.ts";
import { settle, settled } from "./wait.ts";

interface Timer {
  atMs: number;
  run: () => void;
}

/** A wall clock, a monotonic clock and timers, which move only when a test says so. */
export class FakeClock implements Clock {
  /** The wall clock. */
  nowMs = Date.parse("2026-11-20T12:00:00Z");
  monotonicMs = 1_000;
  readonly timers = new Set<Timer>();

  /** The clock as a session takes it. */
  readonly deps = {
    now: () => this.nowMs,
    monotonic: () => this.monotonicMs,
    setTimer: (run: () => void, ms: number): unknown => {
      const timer = { run, atMs: this.monotonicMs + ms };
      this.timers.add(timer);
      return timer;
    },
    clearTimer: (timer: unknown) => void this.timers.delete(timer as Timer),
    random: () => 0.5,
  };

  now(): number {
    return this.nowMs;
  }

  after(ms: number, run: () => void): () => void {
    const timer = this.deps.setTimer(run, ms);
    return () => this.deps.clearTimer(timer);
  }

  /** Time until the next timer; null without one. */
  get nextMs(): number | null {
    const times = [...this.timers].map(({ atMs }) => atMs);
    return times.length > 0 ? Math.min(...times) - this.monotonicMs : null;
  }

  /** Jumps ahead, as a busy page does: runs the timers that are due by then, but none that they start. */
  async pass(ms: number): Promise<void> {
    this.#moveTo(this.monotonicMs + ms);
    for (const timer of [...this.timers]) {
      if (timer.atMs > this.monotonicMs) continue;
      this.timers.delete(timer);
      timer.run();
    }
    await settled();
  }

  /** Moves from timer to timer, each at its time, and lets WebCrypto and IndexedDB answer in between. */
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

  /** The machine sleeps: only the wall clock moves. */
  sleep(ms: number): void {
    this.nowMs += ms;
  }

  #moveTo(ms: number): void {
    const passedMs = Math.max(0, ms - this.monotonicMs);
    this.monotonicMs += passedMs;
    this.nowMs += passedMs;
  }
}
