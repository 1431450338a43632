import type { CallRow } from "../../calls/call-row.ts";
import type { SimulatedEvent } from "../../transcript/call-events.ts";
import type { Opening } from "../../transcript/transcript.ts";
import type { TurnMedium, TurnRole } from "../../transcript/turn.ts";
import type { NumberedTurn } from "../../transcript/visible-transcript.ts";

const ROLES: Readonly<Record<TurnRole, string>> = {
  user: "MESSAGE_ROLE_USER",
  agent: "MESSAGE_ROLE_AGENT",
  tool_call: "MESSAGE_ROLE_TOOL_CALL",
  tool_result: "MESSAGE_ROLE_TOOL_RESULT",
  unspecified: "MESSAGE_ROLE_UNSPECIFIED",
};

const MEDIA: Readonly<Record<TurnMedium, string>> = {
  voice: "MESSAGE_MEDIUM_VOICE",
  text: "MESSAGE_MEDIUM_TEXT",
  unspecified: "MESSAGE_MEDIUM_UNSPECIFIED",
};

/** The vendor's Message for a turn. Unknown fields are absent, because none of them may be null. */
export function messageBody(turn: NumberedTurn, callStageId: string, lagMs: number) {
  const { role, medium, index, startMs, endMs, text, ...rest } = turn;
  const { invocationId, toolName, errorDetails, callState, metadata } = rest;
  return {
    role: ROLES[role],
    text,
    ...(medium === undefined ? {} : { medium: MEDIA[medium] }),
    callStageMessageIndex: index,
    callStageId,
    ...timespans(startMs, endMs, lagMs),
    ...(invocationId === undefined ? {} : { invocationId }),
    ...(toolName === undefined ? {} : { toolName }),
    ...(errorDetails === undefined ? {} : { errorDetails }),
    ...(callState === undefined ? {} : { callState }),
    ...(metadata === undefined ? {} : { metadata }),
  };
}

/** The vendor's Message for an initial message of a stage. It has no time. */
export function openingBody({ role, text }: Opening, index: number, callStageId: string) {
  return {
    role: ROLES[role],
    text,
    medium: MEDIA.text,
    callStageMessageIndex: index,
    callStageId,
  };
}

function timespans(startMs: number | null, endMs: number | null, lagMs: number) {
  if (startMs === null) return {};
  return {
    timespan: timespan(startMs, endMs),
    wallClockTimespan: timespan(startMs + lagMs, endMs === null ? null : endMs + lagMs),
  };
}

function timespan(startMs: number, endMs: number | null) {
  return { start: seconds(startMs), ...(endMs === null ? {} : { end: seconds(endMs) }) };
}

/** A duration in the vendor's form, such as `0.384s`. */
function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(3)}s`;
}

/** The vendor's CallEvent. */
export function eventBody(row: CallRow, event: SimulatedEvent, callStageId: string) {
  return {
    callId: row.callId,
    callStageId,
    callTimestamp: seconds(event.atMs),
    severity: event.severity,
    type: event.type,
    text: event.text,
    extras: event.extras,
    wallClockTimestamp: event.wallClockMs === null ? null : seconds(event.wallClockMs),
  };
}
