import type { Failure } from "./session.ts";

/** Milliseconds that the broker asks to wait after a failure; 0 by default. */
export function retryAfterMs(failure: Failure): number {
  return failure.kind === "problem" ? (failure.problem.retryAfterSeconds ?? 0) * 1000 : 0;
}
