import type { SimulatedAgent } from "./agents.ts";
import type { CallPlan } from "./call-plan.ts";

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
