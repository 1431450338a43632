import { quantile } from "../harness/statistics.ts";

/** How well steps were sent at their times. */
export interface Pace {
  offered: number;
  /** Steps that had no request to send, such as the audio of a call without a recording. */
  idle: number;
  /** Steps that were given up, because too many answers were outstanding. */
  givenUp: number;
  /** How late steps began. */
  lateMs: { p50: number; p99: number; most: number };
}

export interface OpenLoopDeps {
  nowMs: () => number;
  sleep: (ms: number) => Promise<unknown>;
  signal: AbortSignal;
}

/** Answers that may be outstanding. */
const IN_FLIGHT_MAX = 1_000;

/**
 * Begins each step at its time, whether or not earlier ones have ended: a broker that slows down does not get fewer
 * requests. Resolves when all have ended. `act` must not reject.
 */
export async function runOpenLoop<Step extends { atMs: number }>(
  steps: readonly Step[],
  act: (step: Step) => Promise<boolean>,
  { nowMs, sleep, signal }: OpenLoopDeps,
): Promise<Pace> {
  const pending = new Set<Promise<void>>();
  const late: number[] = [];
  let [idle, givenUp] = [0, 0];
  const startedMs = nowMs();
  for (const step of steps) {
    const aheadMs = startedMs + step.atMs - nowMs();
    if (aheadMs > 0) await sleep(aheadMs);
    if (signal.aborted) break;
    late.push(nowMs() - startedMs - step.atMs);
    if (pending.size >= IN_FLIGHT_MAX) {
      givenUp += 1;
      continue;
    }
    const work: Promise<void> = act(step).then((isSent) => {
      pending.delete(work);
      if (!isSent) idle += 1;
    });
    pending.add(work);
  }
  await Promise.all(pending);
  const most = late.reduce((longest, each) => Math.max(longest, each), 0);
  const lateMs = { p50: quantile(late, 0.5), p99: quantile(late, 0.99), most };
  return { offered: late.length, idle, givenUp, lateMs };
}
