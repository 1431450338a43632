/** `unspecified` is the vendor's value for what it does not know. */
export type TurnRole = "user" | "agent" | "tool_call" | "tool_result" | "unspecified";
export type TurnMedium = "voice" | "text" | "unspecified";

/** What a turn holds, without its place and time. */
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
  /** By the recording's clock; null where the vendor does not tell. */
  readonly startMs: number | null;
  readonly endMs: number | null;
  /** By the wall clock since the call was joined: when the turn is complete and can be read. */
  readonly appearsMs: number;
}

/** Whether it can be heard in the recording. */
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
