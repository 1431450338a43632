import {
  EVALUATION_EARLIER_MS,
  EVALUATION_LATER_MS,
  EVALUATION_WINDOW_MS,
} from "../base/limits/evaluations.ts";
import type { EvaluatedCall } from "./evaluation-source.ts";

/** A range of time, and the calls whose evaluations are inside. */
export interface CallWindow {
  /** ISO 8601 with Z. */
  from: string;
  to: string;
  calls: EvaluatedCall[];
}

/**
 * The fewest ranges of time that hold all calls, the newest first. Each leaves room before a call, because an
 * evaluation may carry the time of the join, and after it, because a call may be sent for evaluation a day late.
 */
export function windowsOf(calls: readonly EvaluatedCall[]): CallWindow[] {
  const newestFirst = calls.toSorted((one, other) => createdMs(other) - createdMs(one));
  const windows: EvaluatedCall[][] = [];
  for (const call of newestFirst) {
    const window = windows.at(-1);
    const [newest] = window ?? [];
    const widthMs = newest === undefined ? Number.POSITIVE_INFINITY : createdMs(newest) - createdMs(call);
    if (window !== undefined && widthMs <= EVALUATION_WINDOW_MS - EVALUATION_EARLIER_MS - EVALUATION_LATER_MS)
      window.push(call);
    else windows.push([call]);
  }
  return windows.map((inside) => {
    const times = inside.map(createdMs);
    return {
      from: new Date(Math.min(...times) - EVALUATION_EARLIER_MS).toISOString(),
      to: new Date(Math.max(...times) + EVALUATION_LATER_MS).toISOString(),
      calls: inside,
    };
  });
}

function createdMs({ createdAt }: EvaluatedCall): number {
  return Date.parse(createdAt);
}
