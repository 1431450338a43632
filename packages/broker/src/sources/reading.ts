import type { Context } from "hono";
import { UPSTREAM_DEADLINE_MS } from "../base/limits/requests.ts";
import { createMeter } from "../base/meter.ts";
import type { Access } from "../grants/access.ts";
import type { BrokerEnv } from "../http/broker-env.ts";
import type { Refusal } from "../http/refusal.ts";
import type { LogRefusal } from "../http/refusal-log.ts";
import type { Sealer } from "../keys/sealer.ts";
import type { Questions } from "../questions/questions.ts";
import { shareSource } from "./shared-source.ts";
import type { CallSource, TimeLimit } from "./source.ts";
import type { Sources } from "./sources.ts";

/** One request that reads calls: whose it is, from where it reads, and how long it may take. */
export interface Reading {
  access: Access;
  source: CallSource;
  /** Seals cursors. */
  sealer: Sealer;
  now: () => number;
  /** Logs a refusal that the answer does not tell, because the rest of it is of use. */
  noteRefusal(refusal: Refusal): void;
  /** What is left of the time for everything that the request asks of its source. */
  timeLeft(): TimeLimit;
}

/** What `startReading` needs. */
export interface ReadingOptions {
  sources: Sources;
  questions: Questions;
  sealer: Sealer;
  now: () => number;
  logRefusal: LogRefusal;
}

/** Begins to read the calls of the viewer's site. Refuses if the site's source is not configured. */
export function startReading(
  { sources, questions, sealer, now, logRefusal }: ReadingOptions,
  context: Context<BrokerEnv>,
): Reading {
  const access = context.get("access");
  const meter = createMeter();
  context.set("meter", meter);
  const endMs = now() + UPSTREAM_DEADLINE_MS;
  return {
    access,
    source: shareSource(sources.sourceFor(access.site, access.audience, meter), { questions, access }),
    sealer,
    now,
    noteRefusal: (refusal) => logRefusal(context, refusal),
    timeLeft: () => ({ deadlineMs: Math.max(1, endMs - now()) }),
  };
}
