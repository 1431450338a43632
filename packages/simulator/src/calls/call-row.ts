import type { RecordingForm } from "../audio/recording-file.ts";
import type { Language, Line } from "../languages/language.ts";
import type { SimulatedAgent } from "./agents.ts";

/** Why a call ended, in the vendor's words. */
export type EndReason =
  | "unjoined"
  | "hangup"
  | "agent_hangup"
  | "timeout"
  | "connection_error"
  | "system_error";

/** The vendor's media, and the two ways in which a call can have none. */
export type CallMedium =
  | "webRtc"
  | "twilio"
  | "serverWebSocket"
  | "telnyx"
  | "plivo"
  | "exotel"
  | "sip"
  | "null"
  | "absent";

/** Where the texts of a call come from: made from its seed, not written yet, or given from outside. */
export type CallTexts =
  | { readonly kind: "seeded" }
  | { readonly kind: "pending" }
  | { readonly kind: "given"; readonly summary: string | null; readonly shortSummary: string | null };

/**
 * One call, as little of it as filters need. Everything heavy (texts, prompts, secrets) is made
 * from `seed` when it is asked for, and comes out the same each time.
 */
export interface CallRow {
  /** Counts up in the order of making; breaks ties between calls of the same microsecond. */
  readonly sequence: number;
  readonly seed: number;
  readonly callId: string;
  readonly createdMicros: number;
  readonly joinedMicros: number | null;
  readonly endedMicros: number | null;
  readonly endReason: EndReason | null;
  readonly joinTimeoutSeconds: number;
  readonly maxDurationSeconds: number;
  readonly agent: SimulatedAgent | null;
  /** A voice's id or name. */
  readonly voice: string | null;
  readonly medium: CallMedium;
  readonly metadata: Readonly<Record<string, string>>;
  readonly texts: CallTexts;
  /** What does not follow from the seed. */
  readonly plan: CallPlan;
}

/** Joined and not ended. */
export function isActive(row: CallRow): boolean {
  return row.joinedMicros !== null && row.endedMicros === null;
}

/** From joined to ended; null while the call runs and where nobody joined. */
export function callDurationMicros(row: CallRow): number | null {
  if (row.joinedMicros === null || row.endedMicros === null) return null;
  return row.endedMicros - row.joinedMicros;
}

/** What a call is to be like where chance does not decide. What is absent, chance decides. */
export interface CallPlan {
  readonly language?: Language;
  /** Number of turns. */
  readonly turns?: number;
  readonly stages?: number;
  /** What is said, in this order, instead of what chance makes up. */
  readonly script?: readonly Line[];
  /** How far the wall clock, which starts when the call is joined, is ahead of the recording's. */
  readonly lagMs?: number;
  /** Null: recording was off. */
  readonly recording?: RecordingForm | null;
  /** Turns come at their own pace and do not fill the call: it is running, or was until somebody ended it. */
  readonly live?: true;
}

/** Chance decides everything. */
export const NO_PLAN: CallPlan = {};

/** A call names its voice by id or by name, or has none where an external voice speaks. */
export const VOICES: readonly (string | null)[] = [
  "91fa9bcf-93c8-467c-8b29-973720e3f167",
  "b0e6b5c1-3100-44d5-8578-9015aa3023ae",
  "5c1a6b0e-3d0b-4b5f-8d0c-2e9f0a7b6c5d",
  "e2c1f0a9-8b7d-4c6e-9f50-61728394a5b6",
  "Mark",
  null,
];

/** The voice of calls that are added while the simulator runs, and of the agents' templates. */
export const DEFAULT_VOICE = "91fa9bcf-93c8-467c-8b29-973720e3f167";
