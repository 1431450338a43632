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

/** The vendor's media, and the two ways to have none. */
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

/** Source of a call's texts: made from its seed, not written yet, or given from outside. */
export type CallTexts =
  | { readonly kind: "seeded" }
  | { readonly kind: "pending" }
  | { readonly kind: "given"; readonly summary: string | null; readonly shortSummary: string | null };

/**
 * One call, with just the fields that filters need. Everything heavy (texts, prompts, secrets) is computed from
 * `seed` on demand and is always the same.
 */
export interface CallRow {
  /** Creation order. Breaks ties between calls of the same microsecond. */
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
  /** Whatever does not follow from the seed. */
  readonly plan: CallPlan;
}

/** Joined and not ended. */
export function isActive(row: CallRow): boolean {
  return row.joinedMicros !== null && row.endedMicros === null;
}

/** Time from joined to ended. Null while the call runs and if nobody joined. */
export function callDurationMicros(row: CallRow): number | null {
  if (row.joinedMicros === null || row.endedMicros === null) return null;
  return row.endedMicros - row.joinedMicros;
}

/** Fixed properties of a call. Chance decides the absent ones. */
export interface CallPlan {
  readonly language?: Language;
  /** Number of turns. */
  readonly turns?: number;
  readonly stages?: number;
  /** The lines of the call, in order, instead of random ones. */
  readonly script?: readonly Line[];
  /** How far the wall clock, which starts when the call is joined, is ahead of the recording's clock. */
  readonly lagMs?: number;
  /** Null: recording was off. */
  readonly recording?: RecordingForm | null;
  /** Turns come at their own pace instead of filling the call: it is running, or a test has ended it. */
  readonly live?: true;
  /** Set for a call that was started through the API. */
  readonly started?: StartedPlan;
}

/** What a request that started a call has settled. */
export interface StartedPlan {
  /** Where the call can be joined, such as `ws://127.0.0.1:8790`. */
  readonly socketOrigin: string;
  /** The body of the request. */
  readonly request: Readonly<Record<string, unknown>>;
  /** Fields of the vendor's Call, in place of made-up ones. */
  readonly fields: Readonly<Record<string, unknown>>;
  /** Initial messages: what the agent assumes was said before. */
  readonly opening: readonly Line[];
}

/** Chance decides everything. */
export const NO_PLAN: CallPlan = {};

/** A call names its voice by id or name, or has none if an external voice speaks. */
export const VOICES: readonly (string | null)[] = [
  "91fa9bcf-93c8-467c-8b29-973720e3f167",
  "b0e6b5c1-3100-44d5-8578-9015aa3023ae",
  "5c1a6b0e-3d0b-4b5f-8d0c-2e9f0a7b6c5d",
  "e2c1f0a9-8b7d-4c6e-9f50-61728394a5b6",
  "Mark",
  null,
];

/** Voice of added calls and of the agents' templates. */
export const DEFAULT_VOICE = "91fa9bcf-93c8-467c-8b29-973720e3f167";
