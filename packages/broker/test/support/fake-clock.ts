import { setImmediate } from "node:timers/promises";

/** Turns of the event loop in which everything that waits for no time gets to its end. */
const SETTLE_TURNS = 3;

/** A clock that only a test moves, and sleeps that go by it. */
export class FakeClock {
  nowMs = 0;
  #sleeping: { untilMs: number; wake: () => void }[] = [];

  readonly now = (): number => this.nowMs;

  readonly sleep = (ms: number): Promise<void> =>
    new Promise((resolve) => this.#sleeping.push({ untilMs: this.nowMs + ms, wake: resolve }));

  /** Moves the clock, and wakes on the way who sleeps until then. */
  async advanceTo(timeMs: number): Promise<void> {
    await settle();
    for (let next = this.#next(); next !== undefined && next.untilMs <= timeMs; next = this.#next()) {
      this.nowMs = next.untilMs;
      this.#sleeping = this.#sleeping.filter((sleeper) => sleeper !== next);
      next.wake();
      await settle();
    }
    this.nowMs = timeMs;
  }

  /** Moves the clock from sleeper to sleeper until a promise has settled. */
  async runUntil(promise: Promise<unknown>): Promise<void> {
    let isSettled = false;
    const mark = () => {
      isSettled = true;
    };
    promise.then(mark, mark);
    await settle();
    while (!isSettled) {
      const next = this.#next();
      if (next === undefined) throw new Error("nobody sleeps, and nothing has settled");
      await this.advanceTo(next.untilMs);
    }
  }

  #next() {
    return this.#sleeping.toSorted((one, other) => one.untilMs - other.untilMs)[0];
  }
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < SETTLE_TURNS; turn += 1) await setImmediate();
}
