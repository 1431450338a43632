import { hashText } from "../base/random.ts";
import { DIFFICULT, DIFFICULT_SCRIPT } from "../languages/difficult.ts";
import { ENGLISH, GERMAN } from "../languages/european.ts";
import { PERSONAL_DATA_SCRIPT } from "../languages/personal-data.ts";
import { ARABIC } from "../languages/right-to-left.ts";
import { AGENTS, CONCIERGE_AGENT_ID, RECEPTION_AGENT_ID, SUPPORT_AGENT_ID } from "./agents.ts";
import { type CallPlan, type CallRow, DEFAULT_VOICE } from "./call-row.ts";

/** Calls with fixed ids and contents, whatever the seed. Every data set of at least 20 calls has them. */
export const SHOWCASE_CALL_IDS = {
  /** An hour and 400 turns in three stages; the recording is stereo, 16 kHz, redirected, with ranges. */
  hour: "ca11c0de-0001-4000-8000-000000000001",
  /** Three minutes in two stages with tools; stereo, 8 kHz, redirected, with ranges. */
  conversation: "ca11c0de-0002-4000-8000-000000000002",
  /** A recording in mono on a storage host that ignores ranges. */
  withoutRanges: "ca11c0de-0003-4000-8000-000000000003",
  /** A recording that the API answers itself. */
  direct: "ca11c0de-0004-4000-8000-000000000004",
  /** Recording was off. */
  unrecorded: "ca11c0de-0005-4000-8000-000000000005",
  /** Every phone number, card number and mail address of `PERSONAL_DATA`, some of them in the summaries too. */
  personalData: "ca11c0de-0006-4000-8000-000000000006",
  /** Markup, scripts, endless words and emoji, and missing fields that the vendor seldom leaves out. */
  difficult: "ca11c0de-0007-4000-8000-000000000007",
  /** Arabic. */
  rightToLeft: "ca11c0de-0008-4000-8000-000000000008",
} as const;

interface Showcase {
  readonly callId: string;
  readonly seconds: number;
  readonly agentId: string;
  readonly tenant: string;
  readonly plan: CallPlan;
  readonly summary?: string;
  readonly shortSummary?: string;
}

const STEREO = { delivery: "redirect", ranges: true, channels: 2, sampleRateHz: 8000 } as const;

const SHOWCASE: readonly Showcase[] = [
  {
    callId: SHOWCASE_CALL_IDS.hour,
    // The recording lasts exactly an hour by its own clock.
    seconds: 3600.35,
    agentId: RECEPTION_AGENT_ID,
    tenant: "tenant-a",
    plan: {
      language: ENGLISH,
      turns: 400,
      stages: 3,
      lagMs: 350,
      recording: { ...STEREO, sampleRateHz: 16_000 },
    },
  },
  {
    callId: SHOWCASE_CALL_IDS.conversation,
    seconds: 182,
    agentId: RECEPTION_AGENT_ID,
    tenant: "tenant-a",
    plan: { language: ENGLISH, turns: 32, stages: 2, lagMs: 900, recording: STEREO },
  },
  {
    callId: SHOWCASE_CALL_IDS.withoutRanges,
    seconds: 240,
    agentId: SUPPORT_AGENT_ID,
    tenant: "tenant-b",
    plan: {
      language: GERMAN,
      turns: 40,
      lagMs: 0,
      recording: { delivery: "redirect", ranges: false, channels: 1, sampleRateHz: 16_000 },
    },
  },
  {
    callId: SHOWCASE_CALL_IDS.direct,
    seconds: 120,
    agentId: SUPPORT_AGENT_ID,
    tenant: "tenant-b",
    plan: {
      language: GERMAN,
      turns: 18,
      lagMs: 1200,
      recording: { delivery: "direct", ranges: false, channels: 1, sampleRateHz: 8000 },
    },
  },
  {
    callId: SHOWCASE_CALL_IDS.unrecorded,
    seconds: 90,
    agentId: RECEPTION_AGENT_ID,
    tenant: "tenant-a",
    plan: { language: ENGLISH, turns: 14, recording: null },
  },
  {
    callId: SHOWCASE_CALL_IDS.personalData,
    seconds: 900,
    agentId: RECEPTION_AGENT_ID,
    tenant: "tenant-a",
    plan: { language: ENGLISH, script: PERSONAL_DATA_SCRIPT, recording: STEREO },
    summary:
      "The caller rang from +1 202-555-0147 and paid with 4242 4242 4242 4242. The receipt goes to anna.keller@mail.example; call back at 030 23125042.",
    shortSummary: "Paid by 4111111111111111, receipt to anna.keller@mail.example.",
  },
  {
    callId: SHOWCASE_CALL_IDS.difficult,
    seconds: 400,
    agentId: RECEPTION_AGENT_ID,
    tenant: "tenant-a",
    plan: { language: DIFFICULT, script: DIFFICULT_SCRIPT, recording: STEREO },
  },
  {
    callId: SHOWCASE_CALL_IDS.rightToLeft,
    seconds: 300,
    agentId: CONCIERGE_AGENT_ID,
    tenant: "tenant-c",
    plan: { language: ARABIC, turns: 48, stages: 1, recording: STEREO },
  },
];

/** Number of showcase calls in a data set: at most half of it. */
export function showcaseCount(callCount: number): number {
  return Math.min(SHOWCASE.length, Math.floor(callCount / 2));
}

/** The showcase call at a place. Place 0 is the newest. */
export function showcaseRow(place: number, sequence: number, createdMicros: number): CallRow {
  const showcase = SHOWCASE[place];
  if (showcase === undefined) throw new RangeError(`place: the showcase has no call ${place}`);
  const { callId, seconds, agentId, tenant, plan, summary, shortSummary } = showcase;
  const joinedMicros = createdMicros + 2_004_410;
  return {
    sequence,
    seed: hashText(callId),
    callId,
    createdMicros,
    joinedMicros,
    endedMicros: joinedMicros + Math.round(seconds * 1_000_000),
    endReason: "hangup",
    joinTimeoutSeconds: 30,
    maxDurationSeconds: 3600,
    agent: AGENTS.find((agent) => agent.agentId === agentId) ?? null,
    voice: DEFAULT_VOICE,
    medium: "webRtc",
    metadata: { tenant },
    texts:
      summary === undefined || shortSummary === undefined
        ? { kind: "seeded" }
        : { kind: "given", summary, shortSummary },
    plan,
  };
}
