import { HISTORY_SECONDS, LIVE_SECONDS } from "../limits.ts";
import { AGENTS, NO_AGENT_WEIGHT, type SimulatedAgent } from "./agents.ts";
import { NO_PLAN } from "./call-plan.ts";
import type { CallMedium, CallRow } from "./call-row.ts";
import { type CallTimes, finishedTimes } from "./call-times.ts";
import { LIVE_CALLS } from "./live-calls.ts";
import { makeMetadata, makeVisitors } from "./metadata.ts";
import { MICROS_PER_SECOND } from "./microseconds.ts";
import { mix32, Random } from "./random.ts";
import { showcaseCount, showcaseRow } from "./showcase.ts";
import { VOICES } from "./voices.ts";

/** How many visitors have calls of their own. */
const VISITOR_COUNT = 30;
/** Of ten calls at most one is a live one, so that small data is mostly ended calls too. */
const LIVE_SHARE = 10;

const AGENT_CHOICES: readonly (readonly [SimulatedAgent | null, number])[] = [
  ...AGENTS.map((agent) => [agent, agent.weight] as const),
  [null, NO_AGENT_WEIGHT],
];

const MEDIA: readonly (readonly [CallMedium, number])[] = [
  ["webRtc", 40],
  ["absent", 12],
  ["twilio", 10],
  ["null", 8],
  ["sip", 8],
  ["serverWebSocket", 6],
  ["telnyx", 6],
  ["plivo", 5],
  ["exotel", 5],
];

/** The seed of one call. Odd multiplier and bijective mixing: no two calls of a data set share one. */
export function rowSeed(seed: number, sequence: number): number {
  return mix32(mix32(seed) + Math.imul(sequence, 0x9e3779b9));
}

/** The calls of a data set, oldest first. The same seed, count and time give the same calls. */
export function makeRows(seed: number, count: number, nowMs: number): CallRow[] {
  const nowMicros = nowMs * 1000;
  const visitors = makeVisitors(Random.for(mix32(seed), "visitors"), VISITOR_COUNT);
  const liveCount = Math.min(LIVE_CALLS.length, Math.floor(count / LIVE_SHARE));
  const pastCount = count - liveCount;
  const stepMicros = ((HISTORY_SECONDS - LIVE_SECONDS) * MICROS_PER_SECOND) / Math.max(1, pastCount);
  const showcaseSize = showcaseCount(pastCount);
  const rows: CallRow[] = [];
  for (let sequence = 0; sequence < count; sequence += 1) {
    const random = new Random(rowSeed(seed, sequence));
    const callId = random.uuid();
    const live = sequence < pastCount ? undefined : LIVE_CALLS[count - 1 - sequence];
    let createdMicros: number;
    let times: CallTimes;
    if (live === undefined) {
      const steps = pastCount - sequence - random.fraction();
      createdMicros = nowMicros - LIVE_SECONDS * MICROS_PER_SECOND - Math.floor(steps * stepMicros);
      times = finishedTimes(random, createdMicros);
    } else {
      createdMicros = nowMicros - live.ageSeconds * MICROS_PER_SECOND - random.integer(0, 999_999);
      times = live.times(createdMicros, nowMicros);
    }
    // The showcase takes the places of the newest calls behind the live ones.
    const place = pastCount - 1 - sequence;
    if (place >= 0 && place < showcaseSize) {
      rows.push(showcaseRow(place, sequence, createdMicros));
      continue;
    }
    rows.push({
      sequence,
      seed: rowSeed(seed, sequence),
      callId,
      createdMicros,
      ...times,
      agent: random.weighted(AGENT_CHOICES),
      voice: random.pick(VOICES),
      medium: random.weighted(MEDIA),
      metadata: makeMetadata(random, visitors),
      plan: NO_PLAN,
    });
  }
  return rows;
}
