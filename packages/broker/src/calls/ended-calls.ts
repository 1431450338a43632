import type { SourceName } from "@keyhole/contract";
import { CALL_CACHE_SECONDS, CALL_CACHE_SIZE, CALL_CACHE_UNSUMMARISED_SECONDS } from "../base/limits.ts";
import type { SourceCall } from "../sources/source-call.ts";

/** An ended call, and the number of its stages once a viewer asked for it. */
export interface EndedCall {
  readonly call: SourceCall;
  stages?: number | null;
}

/**
 * Ended calls by source and id, in the isolate's memory: what a page may see of them and what rows
 * need, never an upstream body. Whether a viewer may see one is decided anew each time.
 */
export interface EndedCalls {
  get(source: SourceName, id: string): EndedCall | undefined;
  /** Remembers a call that has ended; ignores any other. */
  put(source: SourceName, ended: EndedCall): void;
}

export function createEndedCalls(now: () => number): EndedCalls {
  const entries = new Map<string, { ended: EndedCall; untilMs: number }>();
  return {
    get(source, id) {
      const key = `${source}:${id}`;
      const entry = entries.get(key);
      if (entry === undefined || now() < entry.untilMs) return entry?.ended;
      entries.delete(key);
      return undefined;
    },
    put(source, ended) {
      const { id, endedAt, title, summary } = ended.call;
      if (endedAt === null) return;
      // A summary is written some seconds after the end.
      const isSummarised = title !== null && summary !== null;
      const seconds = isSummarised ? CALL_CACHE_SECONDS : CALL_CACHE_UNSUMMARISED_SECONDS;
      const key = `${source}:${id}`;
      entries.delete(key);
      entries.set(key, { ended, untilMs: now() + seconds * 1000 });
      // The oldest goes first when the cache is full.
      const [oldest] = entries.keys();
      if (entries.size > CALL_CACHE_SIZE && oldest !== undefined) entries.delete(oldest);
    },
  };
}
