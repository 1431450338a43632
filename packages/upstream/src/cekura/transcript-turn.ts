import type { MessageRole } from "@keyhole/contract";
import * as v from "valibot";
import { CALL_SECONDS_MAX } from "../limits.ts";
import { TextOrNullSchema } from "../schemas/values.ts";

/** A turn of Cekura's own transcript format (docs: documentation/advanced/transcript-format). */
export interface CekuraTurn {
  role: MessageRole;
  /** What was said; of a tool, what it was given or answered. */
  text: string;
  /** Whole milliseconds since the call began; null where it is not told. */
  startMs: number | null;
  endMs: number | null;
  /** Pairs a tool call with its result. */
  invocationId: string | null;
  toolName: string | null;
}

const ROLES = {
  "Main Agent": "agent",
  "Testing Agent": "user",
  "Function Call": "tool_call",
  "Function Call Result": "tool_result",
} as const satisfies Record<string, MessageRole>;

const SecondsSchema = v.fallback(
  v.nullish(v.pipe(v.number(), v.minValue(0), v.maxValue(CALL_SECONDS_MAX)), null),
  null,
);
const ClockSchema = v.fallback(v.nullish(v.pipe(v.string(), v.regex(/^\d{1,3}(?::\d\d){1,2}$/)), null), null);

const ToolSchema = v.fallback(
  v.object({
    id: TextOrNullSchema,
    name: TextOrNullSchema,
    arguments: v.optional(v.unknown()),
    result: v.optional(v.unknown()),
  }),
  { id: null, name: null },
);

/**
 * A turn fails without a role that this format has: "agent" and "user" belong to other formats. The vendor's
 * schema names its start `timestamp`, its documents `start_time` or `time`.
 */
export const TurnSchema = v.pipe(
  v.object({
    role: v.picklist(Object.keys(ROLES) as (keyof typeof ROLES)[]),
    content: v.nullish(v.string(), ""),
    start_time: SecondsSchema,
    timestamp: SecondsSchema,
    time: ClockSchema,
    end_time: SecondsSchema,
    data: v.optional(ToolSchema),
  }),
  v.transform((turn): CekuraTurn => {
    const seconds = turn.start_time ?? turn.timestamp ?? clockSeconds(turn.time);
    const startMs = toMs(seconds);
    const endMs = toMs(turn.end_time);
    const told = turn.data?.arguments ?? turn.data?.result;
    return {
      role: ROLES[turn.role],
      text: turn.content === "" && told !== undefined ? toText(told) : turn.content,
      startMs,
      endMs: startMs !== null && endMs !== null && endMs < startMs ? null : endMs,
      invocationId: turn.data?.id ?? null,
      toolName: turn.data?.name ?? null,
    };
  }),
);

/** "MM:SS" or "H:MM:SS" in seconds. */
export function clockSeconds(text: string | null): number | null {
  return text?.split(":").reduce((seconds, part) => seconds * 60 + Number(part), 0) ?? null;
}

function toMs(seconds: number | null): number | null {
  return seconds === null ? null : Math.round(seconds * 1000);
}

function toText(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
