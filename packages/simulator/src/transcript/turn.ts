/** `unspecified` is the vendor's value for an unknown role. */
export type TurnRole = "user" | "agent" | "tool_call" | "tool_result" | "unspecified";
export type TurnMedium = "voice" | "text" | "unspecified";

/** A turn without its stage and time. */
export interface TurnContent {
  readonly role: TurnRole;
  readonly text: string;
  /** Absent for tools. */
  readonly medium?: TurnMedium;
  readonly toolName?: string;
  readonly invocationId?: string;
  readonly errorDetails?: string;
  readonly callState?: object;
  readonly metadata?: object;
}

/** A turn of a call, in one of its stages. */
export interface Turn extends TurnContent {
  /** Number of the stage, from 0. */
  readonly stage: number;
  /** By the recording's clock. Null if the vendor leaves it out. */
  readonly startMs: number | null;
  readonly endMs: number | null;
  /** When the turn is complete and readable, by the wall clock since the call was joined. */
  readonly appearsMs: number;
}

/** True for a turn that can be heard in the recording. */
export function isAudible<Kind extends Turn>(
  turn: Kind,
): turn is Kind & { role: "user" | "agent"; startMs: number; endMs: number } {
  return (
    turn.medium === "voice" &&
    (turn.role === "user" || turn.role === "agent") &&
    turn.startMs !== null &&
    turn.endMs !== null
  );
}
