import { UPSTREAM_DEADLINE_MS } from "../base/limits.ts";
import type { Access } from "../grants/access.ts";
import type { Sealer } from "../keys/sealer.ts";
import type { CallSource, TimeLimit } from "./source.ts";
import type { SourceFor } from "./source-for.ts";

/** One request that reads calls: whose it is, from where it reads, and how long it may take. */
export interface Reading {
  access: Access;
  source: CallSource;
  /** Seals cursors. */
  sealer: Sealer;
  now: () => number;
  /** What is left of the time for everything that the request asks of its source. */
  timeLeft(): TimeLimit;
}

/** Begins to read the calls of the viewer's site. Refuses if the site's source is not configured. */
export function startReading(
  { sourceFor, sealer, now }: { sourceFor: SourceFor; sealer: Sealer; now: () => number },
  access: Access,
): Reading {
  const endMs = now() + UPSTREAM_DEADLINE_MS;
  return {
    access,
    source: sourceFor(access.site, access.audience),
    sealer,
    now,
    timeLeft: () => ({ deadlineMs: Math.max(1, endMs - now()) }),
  };
}
