import type { CekuraTurn } from "./transcript-turn.ts";

/** A call of another platform, to be evaluated. */
export interface SentCall {
  /** The provider's id, at most 100 characters. Cekura counts by it. */
  callId: string;
  agentId: number;
  turns: readonly CekuraTurn[];
  /** Fetched by Cekura; null without a recording. */
  recordingUrl: string | null;
  /** ISO 8601. */
  startedAt: string;
  endedReason: string | null;
  metadata: Readonly<Record<string, string>>;
}

/** "agent" and "user" belong to other formats: with them the vendor drops the transcript without a word. */
const ROLES = {
  agent: "Main Agent",
  user: "Testing Agent",
  tool_call: "Function Call",
  tool_result: "Function Call Result",
} as const;

/**
 * The body of `POST /observability/v1/observe/`, in Cekura's own transcript format
 * (docs: documentation/advanced/transcript-format). `metric_ids` is left out: the vendor answers it with 500.
 */
export function toObserveBody(call: SentCall): Record<string, unknown> {
  const { callId, agentId, turns, recordingUrl, startedAt, endedReason, metadata } = call;
  return {
    call_id: callId,
    agent: agentId,
    transcript_type: "cekura",
    transcript_json: toTurns(turns),
    timestamp: startedAt,
    metadata,
    ...(recordingUrl === null ? {} : { voice_recording_url: recordingUrl }),
    ...(endedReason === null ? {} : { call_ended_reason: endedReason }),
  };
}

/** A turn without a time begins where the one before it ends. */
function toTurns(turns: readonly CekuraTurn[]): Record<string, unknown>[] {
  let reachedMs = 0;
  return turns.map(({ role, text, startMs, endMs, invocationId, toolName }) => {
    const beginMs = startMs ?? reachedMs;
    const stopMs = Math.max(beginMs, endMs ?? beginMs);
    reachedMs = stopMs;
    const shared = { role: ROLES[role], start_time: beginMs / 1000, end_time: stopMs / 1000 };
    if (role === "agent" || role === "user") return { ...shared, content: text };
    const told = role === "tool_call" ? { arguments: text } : { result: text };
    return { ...shared, content: "", data: { id: invocationId ?? "", name: toolName ?? "", ...told } };
  });
}
