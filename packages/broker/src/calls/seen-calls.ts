import type { SourceName } from "@keyhole/contract";
import { CALLS_AT_ONCE, SEEN_CALLS_SECONDS, SEEN_CALLS_SIZE } from "../base/limits/calls.ts";
import { Recent } from "../base/recent.ts";
import type { Access } from "../grants/access.ts";
import { Refusal } from "../http/refusal.ts";
import type { Reading } from "../sources/reading.ts";
import { findCall } from "./find-call.ts";

/** A call that was shown to the holders of one grant: its times alone. */
export interface SeenCall {
  id: string;
  createdAt: string;
  joinedAt: string | null;
  endedAt: string | null;
}

/** A grant and a source, whose calls were seen. */
interface Seeing {
  access: Pick<Access, "site" | "rows">;
  source: SourceName;
}

/**
 * Calls of lists in the isolate's memory. A call is found only with the rows under which it was shown, so it was inside
 * them. A page that asks for the evaluations of its list then needs no request for each call.
 */
export interface SeenCalls {
  /** Calls that are kept, those included whose time is over. */
  readonly size: number;
  get(seeing: Seeing, id: string): SeenCall | undefined;
  put(seeing: Seeing, calls: readonly SeenCall[]): void;
}

export function createSeenCalls(now: () => number): SeenCalls {
  const entries = new Recent<{ call: SeenCall; untilMs: number }>(SEEN_CALLS_SIZE);
  /** Pages that were put already: those that are polled are the same for two seconds. */
  const known = new WeakMap<readonly SeenCall[], string>();
  const viewOf = ({ access, source }: Seeing) => JSON.stringify([access.site.id, source, access.rows]);
  return {
    get size() {
      return entries.size;
    },
    get(seeing, id) {
      const entry = entries.get(`${viewOf(seeing)}${id}`);
      return entry !== undefined && now() < entry.untilMs ? entry.call : undefined;
    },
    put(seeing, calls) {
      const view = viewOf(seeing);
      if (known.get(calls) === view) return;
      known.set(calls, view);
      for (const { id, createdAt, joinedAt, endedAt } of calls) {
        const name = `${view}${id}`;
        // A call that has not ended changes.
        if (endedAt === null) {
          entries.delete(name);
          continue;
        }
        const call = { id, createdAt, joinedAt, endedAt };
        entries.set(name, { call, untilMs: now() + SEEN_CALLS_SECONDS * 1000 });
      }
    },
  };
}

/** Those of some calls that are inside the grant, in order. The others are left out without a word. */
export async function findSeenCalls(
  reading: Reading,
  seenCalls: SeenCalls,
  texts: readonly string[],
): Promise<SeenCall[]> {
  const { access, source } = reading;
  const ids = new Set(texts.map((text) => source.parseId(text)).filter((id) => id !== undefined));
  const found = new Map<string, SeenCall>();
  const unknown: string[] = [];
  for (const id of ids) {
    const call = seenCalls.get({ access, source: source.name }, id);
    if (call === undefined) unknown.push(id);
    else found.set(id, call);
  }
  const queue = unknown.values();
  const work = async () => {
    for (const id of queue) {
      const call = await findCall(reading, id).catch(ignoreMissing);
      if (call !== null) found.set(id, call);
    }
  };
  await Promise.all(Array.from({ length: Math.min(CALLS_AT_ONCE, unknown.length) }, work));
  seenCalls.put({ access, source: source.name }, [...found.values()]);
  return [...ids].map((id) => found.get(id)).filter((call) => call !== undefined);
}

function ignoreMissing(error: unknown): null {
  if (error instanceof Refusal && error.code === "not_found") return null;
  throw error;
}
