import { checkFields, type FieldChecks, isText, oneOf, wholeNumber } from "../base/check-fields.ts";
import { CALL_SECONDS_MAX } from "../base/limits.ts";
import type { AddedTurn } from "./visible-transcript.ts";

const ROLES = ["user", "agent", "tool_call", "tool_result"] as const;
const MEDIA = ["voice", "text"] as const;

/** A message to add to a call while the simulator runs. All fields but `role` and `text` are optional. */
export interface MessageInput {
  readonly role: (typeof ROLES)[number];
  readonly text: string;
  /** Default: `voice`. Tool messages have no medium. */
  readonly medium?: (typeof MEDIA)[number];
  /** For `tool_call` and `tool_result`. */
  readonly toolName?: string;
  readonly invocationId?: string;
  readonly errorDetails?: string;
  /** By the recording's clock. Default: the last second of a running call, and no time in an ended call. */
  readonly audioStartMs?: number;
  readonly audioEndMs?: number;
}

const MILLISECONDS = wholeNumber(0, CALL_SECONDS_MAX * 1000);

const CHECKS: FieldChecks<MessageInput> = {
  role: oneOf(ROLES),
  text: isText,
  medium: oneOf(MEDIA),
  toolName: isText,
  invocationId: isText,
  errorDetails: isText,
  audioStartMs: MILLISECONDS,
  audioEndMs: MILLISECONDS,
};

/** Default spoken duration of an added message. */
const SPOKEN_MS = 1000;

/** Checks untrusted input. Throws a `TypeError` that names the field. */
export function checkMessageInput(value: unknown): asserts value is MessageInput {
  checkFields<MessageInput>("message", value, CHECKS);
  for (const field of ["role", "text"] as const) {
    if (value[field] === undefined) throw new TypeError(`${field}: is missing`);
  }
}

/**
 * Makes a turn from checked input. `elapsedMs` is the time since the call was joined, or infinite once it has ended.
 */
export function makeAddedTurn(input: MessageInput, elapsedMs: number, lagMs: number): AddedTurn {
  const { audioStartMs, audioEndMs, ...content } = input;
  const isTool = input.role === "tool_call" || input.role === "tool_result";
  const nowMs = Number.isFinite(elapsedMs) ? Math.max(0, Math.floor(elapsedMs) - lagMs) : null;
  const endMs = audioEndMs ?? nowMs;
  const defaultStartMs = nowMs === null ? null : Math.max(0, nowMs - SPOKEN_MS);
  return {
    ...content,
    ...(isTool ? {} : { medium: input.medium ?? "voice" }),
    startMs: audioStartMs ?? defaultStartMs,
    endMs,
    appearsMs: elapsedMs,
  };
}
