import type { SourceName } from "@keyhole/contract";
import { CALL_CACHE_SECONDS, CALL_CACHE_SIZE, CALL_CACHE_UNSUMMARISED_SECONDS } from "../base/limits.ts";
import type { Access } from "../grants/access.ts";
import type { SourceCall } from "../sources/source-call.ts";

/** An ended call, and the number of its stages once a viewer asked for it. */
export interface EndedCall {
  readonly call: SourceCall;
  stages?: number | null;
}

/** One call of a source, as the holders of one grant ask for it. */
export interface EndedCallKey {
  access: Pick<Access, "site" | "rows">;
  source: SourceName;
  id: string;
}

/**
 * Ended calls in the isolate's memory: what a page may see of them and what rows need, never an
 * upstream body. A grant finds only the calls that were remembered for the same site and rows. If it
 * found another's, the time of a refusal would reveal that the call exists.
 */
export interface EndedCalls {
  /** Calls that are kept, those included whose time is over. */
  readonly size: number;
  get(key: EndedCallKey): EndedCall | undefined;
  /** Remembers a call that has ended and is inside the grant's rows; ignores one that has not ended. */
  put(key: EndedCallKey, ended: EndedCall): void;
}

export function createEndedCalls(now: () => number): EndedCalls {
  const entries = new Map<string, { ended: EndedCall; untilMs: number }>();
  return {
    get size() {
      return entries.size;
    },
    get(asked) {
      const key = nameOf(asked);
      const entry = entries.get(key);
      if (entry === undefined || now() < entry.untilMs) return entry?.ended;
      entries.delete(key);
      return undefined;
    },
    put(asked, ended) {
      const { endedAt, title, summary } = ended.call;
      if (endedAt === null) return;
      // A summary is written some seconds after the end.
      const isSummarised = title !== null && summary !== null;
      const seconds = isSummarised ? CALL_CACHE_SECONDS : CALL_CACHE_UNSUMMARISED_SECONDS;
      const key = nameOf(asked);
      entries.delete(key);
      entries.set(key, { ended, untilMs: now() + seconds * 1000 });
      // The oldest goes first when the cache is full.
      const [oldest] = entries.keys();
      if (entries.size > CALL_CACHE_SIZE && oldest !== undefined) entries.delete(oldest);
    },
  };
}

/** Two grants share an entry only if their rows are written alike: a missed share costs one request. */
function nameOf({ access, source, id }: EndedCallKey): string {
  return JSON.stringify([access.site.id, source, id, access.rows]);
}
