import type { UltravoxCall } from "@keyhole/upstream/ultravox";
import { CALL_CACHE_SECONDS, CALL_CACHE_SIZE, CALL_CACHE_UNSUMMARISED_SECONDS } from "../base/limits.ts";
import { createTimedCache } from "../cache/timed-cache.ts";

/** An ended call, and the number of its stages, which is filled in once it was asked for. */
export interface EndedCall {
  readonly call: UltravoxCall;
  stages?: number | null;
}

/**
 * Ended calls as they were parsed: what a page may see of them and what rows need, never an upstream
 * body. Whether a viewer may see one is decided anew each time.
 */
export interface EndedCalls {
  get(id: string): EndedCall | undefined;
  /** Remembers a call; one that has not ended is not. */
  put(ended: EndedCall): void;
}

export function createEndedCalls(now: () => number): EndedCalls {
  const cache = createTimedCache<EndedCall>(CALL_CACHE_SIZE, now);
  return {
    get: (id) => cache.get(id),
    put(ended) {
      const { callId, ended: endedAt, summary, shortSummary } = ended.call;
      if (endedAt === null) return;
      // A summary is written some seconds after the end.
      const isSummarised = summary !== null && shortSummary !== null;
      cache.put(callId, ended, isSummarised ? CALL_CACHE_SECONDS : CALL_CACHE_UNSUMMARISED_SECONDS);
    },
  };
}
