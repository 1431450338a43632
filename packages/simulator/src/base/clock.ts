import { setTimeout as delay } from "node:timers/promises";

/** The time that a simulator runs by. Tests pass one that they advance themselves. */
export interface Clock {
  /** Milliseconds since a fixed but arbitrary moment. Never decreases. */
  nowMs(): number;
  /** Resolves after `ms`, or as soon as `signal` aborts. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

/** The machine's own clock. */
export const SYSTEM_CLOCK: Clock = {
  nowMs: () => performance.now(),
  sleep: (ms, signal) => delay(ms, undefined, { signal }).catch(() => undefined),
};
