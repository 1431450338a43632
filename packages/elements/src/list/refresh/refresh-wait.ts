import { REFRESH_FAILED_MAX_MS, REFRESH_GROWTH, REFRESH_IDLE_MAX_MS } from "../../base/limits.ts";
import type { Failure } from "../../session/index.ts";

/** How a look for newer calls ended. `dropped`: what it was for is gone. */
export type Look =
  | { kind: "same" }
  /** `newCalls`: how many stand above those that were known. */
  | { kind: "changed"; newCalls: number }
  | { kind: "failed"; failure: Failure }
  | { kind: "dropped" };

/**
 * How long to wait after a look, in milliseconds: as long as ever after news, a little longer each time
 * after none, twice as long each time after a failure, and never less than the broker asks for.
 */
export function refreshWaitMs(lastMs: number, baseMs: number, look: Look): number {
  switch (look.kind) {
    case "changed":
      return baseMs;
    case "same":
      return Math.max(baseMs, Math.min(REFRESH_IDLE_MAX_MS, lastMs * REFRESH_GROWTH));
    case "failed":
      return Math.max(
        baseMs,
        Math.min(REFRESH_FAILED_MAX_MS, Math.max(lastMs, baseMs) * 2),
        retryAfterMs(look.failure),
      );
    case "dropped":
      return lastMs;
  }
}

/** What the broker asks to wait after a failure, in milliseconds; 0 where it does not say. */
export function retryAfterMs(failure: Failure): number {
  return failure.kind === "problem" ? (failure.problem.retryAfterSeconds ?? 0) * 1000 : 0;
}
