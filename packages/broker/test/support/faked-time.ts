import { vi } from "vitest";

/** Time that a test moves on: `setTimeout` and `Date`. What workerd itself does takes no time of it. */
export interface FakedTime {
  now: () => number;
  /** Moves the time on until the promise has settled; how long that took, in milliseconds. */
  settle<Value>(promise: Promise<Value>): Promise<{ value: Value; tookMs: number }>;
}

const STEP_MS = 100;
/** Longer than anything that is waited for. */
const MOST_STEPS = 1000;
/** Rounds of workerd's own work in which nothing has moved before the time is moved. */
const IDLE_ROUNDS = 3;

/** Fakes the time for one test. `vi.useRealTimers()` must follow. */
export function fakeTime(): FakedTime {
  const pause = realPause();
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"] });
  return {
    now: () => Date.now(),
    async settle(promise) {
      const startMs = Date.now();
      let isSettled = false;
      const mark = () => {
        isSettled = true;
      };
      promise.then(mark, mark);
      for (let step = 0; step < MOST_STEPS; step += 1) {
        for (let round = 0; round < IDLE_ROUNDS && !isSettled; round += 1) await pause();
        if (isSettled) return { value: await promise, tookMs: Date.now() - startMs };
        vi.advanceTimersByTime(STEP_MS);
      }
      throw new Error("it did not settle");
    },
  };
}

/** Lets workerd do what is ready, Durable Objects included, by the real clock. */
function realPause(): () => Promise<void> {
  const { setTimeout } = globalThis;
  return () => new Promise((resolve) => setTimeout(resolve, 1));
}
