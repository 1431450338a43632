import { HISTORY_SECONDS, LIVE_SECONDS } from "../base/limits.ts";
import { mix32, Random } from "../base/random.ts";
import { MICROS_PER_SECOND } from "../base/time.ts";
import { AGENTS, NO_AGENT_WEIGHT, type SimulatedAgent } from "./agents.ts";
import { type CallMedium, type CallRow, NO_PLAN, VOICES } from "./call-row.ts";
import {
  activeTimes,
  type CallTimes,
  endedTimes,
  finishedTimes,
  unjoinedTimes,
  waitingTimes,
} from "./call-times.ts";
import { showcaseCount, showcaseRow } from "./showcase.ts";

/** Number of visitors with calls of their own. */
const VISITOR_COUNT = 30;
/** At most one call in this many is live, so that small data sets consist mostly of ended calls too. */
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

/** The seed of one call. The multiplier is odd and the mixing bijective, so no two calls of a data set share a seed. */
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

interface LiveCall {
  readonly ageSeconds: number;
  readonly times: (createdMicros: number, nowMicros: number) => CallTimes;
}

/** The newest calls of the data, newest first. None of them is joined or ends by itself. */
const LIVE_CALLS: readonly LiveCall[] = [
  { ageSeconds: 6, times: () => waitingTimes(30) },
  { ageSeconds: 38, times: activeTimes },
  { ageSeconds: 95, times: justEnded(4) },
  { ageSeconds: 170, times: finished(57) },
  { ageSeconds: 260, times: activeTimes },
  { ageSeconds: 340, times: finished(121) },
  { ageSeconds: 430, times: unjoinedTimes },
  { ageSeconds: 520, times: finished(208) },
  { ageSeconds: 610, times: justEnded(18) },
  { ageSeconds: 700, times: finished(433) },
  { ageSeconds: 840, times: () => waitingTimes(3600) },
  { ageSeconds: 960, times: finished(611) },
  { ageSeconds: 1240, times: finished(1105) },
  { ageSeconds: 1500, times: activeTimes },
  { ageSeconds: 1810, times: finished(1422) },
  { ageSeconds: 2400, times: unjoinedTimes },
  { ageSeconds: 3020, times: finished(2817) },
  { ageSeconds: 3950, times: finished(3204) },
];

/** A call that ended some seconds ago and has no summaries yet. */
function justEnded(secondsAgo: number): LiveCall["times"] {
  return (createdMicros, nowMicros) => endedTimes(createdMicros, endedMicros(nowMicros, secondsAgo));
}

/** A call that ended some seconds ago and has summaries. */
function finished(secondsAgo: number): LiveCall["times"] {
  return (createdMicros, nowMicros) =>
    endedTimes(createdMicros, endedMicros(nowMicros, secondsAgo), { kind: "seeded" });
}

function endedMicros(nowMicros: number, secondsAgo: number): number {
  return nowMicros - secondsAgo * MICROS_PER_SECOND - secondsAgo * 7919;
}

/** The values of `metadata.tenant`. */
export const TENANTS = ["tenant-a", "tenant-b", "tenant-c"] as const;

/** The metadata key that marks a visitor's own calls. */
export const VISITOR_KEY = "keyhole_visitor";

const PAGES = ["/", "/pricing", "/contact", "/de/kontakt", "/予約", "/help?topic=billing&lang=en"];
const CAMPAIGNS = ["spring-2026", "newsletter", "Rückruf-Aktion", "retargeting"];

/** Ids in the form of a SHA-256 in base64url: 43 characters. Each marks several calls. */
function makeVisitors(random: Random, count: number): readonly string[] {
  return Array.from({ length: count }, () => Buffer.from(random.hex(8), "hex").toString("base64url"));
}

/** The metadata of a seeded call. All values are strings, and any key may be missing. */
function makeMetadata(random: Random, visitors: readonly string[]): Record<string, string> {
  const metadata: Record<string, string> = {};
  const tenant = random.weighted<string | null>([
    ["tenant-a", 50],
    ["tenant-b", 30],
    ["tenant-c", 15],
    [null, 5],
  ]);
  if (tenant !== null) metadata.tenant = tenant;
  if (random.chance(0.5)) metadata.page = random.pick(PAGES);
  if (random.chance(0.25)) metadata.campaign = random.pick(CAMPAIGNS);
  if (random.chance(0.35)) metadata.ticket = `T-${random.integer(10_000, 99_999)}`;
  if (visitors.length > 0 && random.chance(0.08)) metadata[VISITOR_KEY] = random.pick(visitors);
  if (random.chance(0.1)) metadata["ultravox.source"] = "rest";
  return metadata;
}
