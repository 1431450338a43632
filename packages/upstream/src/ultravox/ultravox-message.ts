import * as v from "valibot";
import { TextOrNullSchema } from "../schemas/values.ts";
import { CallTimeSchema } from "./fields.ts";

const ROLES = {
  MESSAGE_ROLE_USER: "user",
  MESSAGE_ROLE_AGENT: "agent",
  MESSAGE_ROLE_TOOL_CALL: "tool_call",
  MESSAGE_ROLE_TOOL_RESULT: "tool_result",
} as const;

const MEDIA: ReadonlyMap<unknown, "voice" | "text"> = new Map([
  ["MESSAGE_MEDIUM_VOICE", "voice"],
  ["MESSAGE_MEDIUM_TEXT", "text"],
] as const);

/**
 * The part of the vendor's `Message` that is kept. Parsing drops a failed tool's `errorDetails`, the
 * call's state and the metadata.
 */
export interface UltravoxMessage {
  stageId: string | null;
  /** Within the stage, which may begin with messages that are not listed. */
  index: number | null;
  role: "user" | "agent" | "tool_call" | "tool_result";
  /** The words, a tool call's arguments, or a tool's answer. */
  text: string;
  medium: "voice" | "text" | null;
  /** By the clock of the input audio, which is the recording's. */
  audioStartMs: number | null;
  audioEndMs: number | null;
  /** By the wall clock, since the call was joined. */
  startMs: number | null;
  endMs: number | null;
  /** Pairs a tool call with its result. */
  invocationId: string | null;
  toolName: string | null;
}

interface Timespan {
  startMs: number | null;
  endMs: number | null;
}

const NO_TIME: Timespan = { startMs: null, endMs: null };

/** An end before its start is null. */
const TimespanSchema = v.fallback(
  v.pipe(
    v.nullish(v.object({ start: CallTimeSchema, end: CallTimeSchema }), { start: null, end: null }),
    v.transform(({ start, end }): Timespan => {
      const isOver = start !== null && end !== null && end < start;
      return { startMs: start, endMs: isOver ? null : end };
    }),
  ),
  NO_TIME,
);

/**
 * The vendor requires no field. A message fails without a known role, or with a text that is no text.
 * Any other field that is missing or wrong is null: a turn without its time is better than no turn.
 */
export const MessageSchema = v.pipe(
  v.object({
    role: v.picklist(Object.keys(ROLES) as (keyof typeof ROLES)[]),
    text: v.nullish(v.string(), ""),
    medium: v.optional(v.unknown()),
    callStageId: TextOrNullSchema,
    callStageMessageIndex: v.fallback(v.nullish(v.pipe(v.number(), v.safeInteger()), null), null),
    timespan: TimespanSchema,
    wallClockTimespan: TimespanSchema,
    invocationId: TextOrNullSchema,
    toolName: TextOrNullSchema,
  }),
  v.transform(
    (message): UltravoxMessage => ({
      stageId: message.callStageId,
      index: message.callStageMessageIndex,
      role: ROLES[message.role],
      text: message.text,
      medium: MEDIA.get(message.medium) ?? null,
      audioStartMs: message.timespan.startMs,
      audioEndMs: message.timespan.endMs,
      startMs: message.wallClockTimespan.startMs,
      endMs: message.wallClockTimespan.endMs,
      invocationId: message.invocationId,
      toolName: message.toolName,
    }),
  ),
);
