import type { TestContext } from "node:test";
import { setImmediate } from "node:timers/promises";

/** When the faked clock starts. */
const START_MS = Date.UTC(2026, 6, 2, 12);

const STEP_MS = 10;

/**
 * Fakes `setTimeout` and `Date` for one test. `settle` moves the clock on until the promise has settled
 * and tells how many milliseconds that took, to 10 ms.
 */
export function fakeClock(t: TestContext) {
  t.mock.timers.enable({ apis: ["setTimeout", "Date"], now: START_MS });
  async function settle<T>(promise: Promise<T>): Promise<{ value: T; tookMs: number }> {
    const startMs = Date.now();
    let isSettled = false;
    const mark = () => {
      isSettled = true;
    };
    promise.then(mark, mark);
    for (let step = 0; step < 10_000; step += 1) {
      await setImmediate();
      if (isSettled) return { value: await promise, tookMs: Date.now() - startMs };
      t.mock.timers.tick(STEP_MS);
    }
    throw new Error("The promise did not settle within 100 s of faked time.");
  }
  return { settle };
}
