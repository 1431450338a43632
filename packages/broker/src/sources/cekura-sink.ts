import type { CekuraTurn } from "@keyhole/upstream/cekura";
import type { Result, UpstreamError } from "@keyhole/upstream/request";
import { Refusal } from "../http/refusal.ts";
import type { CallSink, SendResult } from "./call-sink.ts";
import { windowsOf } from "./call-windows.ts";
import type { CekuraLink } from "./connect-cekura.ts";
import type { SourceMessage } from "./source-call.ts";

export interface CekuraSinkOptions extends CekuraLink {
  project: number;
  /** The agent that the calls are filed under. */
  agentId: number;
}

const CALL_LOGS = "/observability/v2/call-logs/";
const OBSERVE = "/observability/v1/observe/";
/** A look-up, which may be repeated in another form, and a call that is sent. */
const REQUESTS = 4;

/** Sends calls to an agent of a project in Cekura. */
export function createCekuraSink({ connect, unwrap, project, agentId }: CekuraSinkOptions): CallSink {
  const requests = { left: REQUESTS };
  return {
    async has(call, time) {
      const cekura = await connect(requests, time);
      const [window] = windowsOf([call]);
      if (window === undefined) return false;
      const { from, to } = window;
      const query = { from, to, scope: { projectId: project }, callIds: [call.id], pageSize: 5 };
      const { items } = unwrap(CALL_LOGS, await cekura.findCallLogs(query, time));
      return items.some(({ callId }) => callId?.toLowerCase() === call.id);
    },
    async send({ call, messages, recordingUrl, metadata }, time) {
      const cekura = await connect(requests, time);
      const answer = await cekura.sendCall(
        {
          callId: call.id,
          agentId,
          turns: messages.map(toTurn),
          recordingUrl,
          startedAt: call.joinedAt ?? call.createdAt,
          endedReason: call.endReason,
          metadata,
        },
        time,
      );
      return resultOf(answer, () => unwrap(OBSERVE, answer, "POST"));
    },
  };
}

/** The times of the recording, which is what Cekura hears. */
function toTurn({
  role,
  text,
  audioStartMs,
  audioEndMs,
  startMs,
  endMs,
  ...tool
}: SourceMessage): CekuraTurn {
  const isHeard = audioStartMs !== null;
  return {
    role,
    text,
    startMs: isHeard ? audioStartMs : startMs,
    endMs: isHeard ? audioEndMs : endMs,
    invocationId: tool.invocationId,
    toolName: tool.toolName,
  };
}

function resultOf(answer: Result<null>, unwrap: () => unknown): SendResult {
  try {
    unwrap();
    return { kind: "sent" };
  } catch (refusal) {
    if (!(refusal instanceof Refusal) || answer.ok) throw refusal;
    const { error } = answer;
    if (isFinal(error)) return { kind: "refused", refusal };
    const retryAfterMs = error.kind === "rate_limited" ? error.retryAfterMs : null;
    return { kind: "failed", code: refusal.code, refusal, retryAfterMs, isUnclear: isUnclear(error) };
  }
}

/** 4xx statuses by which a server asks for another attempt (RFC 9110 section 15.5.9, RFC 8470 section 5.2). */
const PASSING_STATUSES = [408, 425];

function isFinal(error: UpstreamError): boolean {
  switch (error.kind) {
    case "refused":
      return !PASSING_STATUSES.includes(error.status);
    case "key_rejected":
    case "not_found":
      return true;
    default:
      return false;
  }
}

/** Whether the call may have arrived although there is no usable answer. 503 says that it has not. */
function isUnclear(error: UpstreamError): boolean {
  if (error.kind === "unavailable") return error.status !== 503;
  return error.kind === "invalid" || error.kind === "aborted";
}
