import type { CallMedium, CallStatus } from "@keyhole/contract";
import type {
  Result,
  Ultravox,
  UltravoxCall,
  UltravoxMedium,
  CallsQuery as UltravoxQuery,
} from "@keyhole/upstream/ultravox";
import { parseUuid } from "../base/values.ts";
import { refuseRecording, refuseUpstream } from "../http/refusals.ts";
import type { CallSource, CallsQuery, PageRequest } from "./source.ts";
import type { SourceCall } from "./source-call.ts";

/** Ultravox's calls. `isAllowedStorage` says where a recording may be fetched from. */
export function createUltravoxSource(
  ultravox: Ultravox,
  isAllowedStorage: (url: URL) => boolean,
): CallSource {
  return {
    name: "ultravox",
    can: {
      filters: ["from", "to", "agent", "minDurationMs", "maxDurationMs", "q"],
      rowsByMetadata: true,
    },
    parseId: parseUuid,
    async list(query, time) {
      const page = unwrap(await ultravox.listCalls(toUltravoxQuery(query), time));
      return { ...page, items: page.items.map(toSourceCall) };
    },
    async get(id, time) {
      return toSourceCall(unwrap(await ultravox.getCall(id, time)));
    },
    async countStages(id, time) {
      return unwrap(await ultravox.countStages(id, time));
    },
    async messages(id, page, time) {
      return unwrap(await ultravox.listMessages(id, toUltravoxPage(page), time));
    },
    async events(id, { severity, ...page }, time) {
      const query = { ...toUltravoxPage(page), minimumSeverity: severity };
      return unwrap(await ultravox.listEvents(id, query, time));
    },
    async openRecording(id, request, time) {
      const options = { ...time, isAllowedStorage };
      const answer = await ultravox.openRecording(id, { method: "GET", ...request }, options);
      if (answer.ok) return { ok: true, recording: answer.value };
      if (answer.error.kind === "range_not_satisfiable") return { ok: false, size: answer.error.size };
      throw answer.error.kind === "not_found"
        ? refuseRecording("upstream: not_found")
        : refuseUpstream(answer.error);
    },
    async agents(request, time) {
      const page = unwrap(await ultravox.listAgents(toUltravoxPage(request), time));
      return { ...page, items: page.items.map(({ agentId, name }) => ({ id: agentId, name })) };
    },
  };
}

function unwrap<Value>(answer: Result<Value>): Value {
  if (answer.ok) return answer.value;
  throw refuseUpstream(answer.error);
}

function toUltravoxPage({ cursor, pageSize }: PageRequest): { cursor?: string; pageSize: number } {
  return { pageSize, ...(cursor === null ? {} : { cursor }) };
}

function toUltravoxQuery({ rows, filter, ...page }: CallsQuery): UltravoxQuery {
  return {
    ...toUltravoxPage(page),
    agentIds: rows.agents,
    metadata: rows.metadata,
    fromDate: rows.from,
    toDate: rows.to === undefined ? undefined : endOfMillisecond(rows.to),
    durationMinMs: filter.minDurationMs,
    durationMaxMs: filter.maxDurationMs,
    search: filter.q,
  };
}

/** Ultravox's times have microseconds, a page's have milliseconds: `to` includes its whole millisecond. */
function endOfMillisecond(time: string): string {
  return new Date(time).toISOString().replace("Z", "999Z");
}

function toSourceCall(call: UltravoxCall): SourceCall {
  return {
    id: call.callId,
    agent: agentOf(call),
    status: statusOf(call),
    createdAt: call.created,
    joinedAt: call.joined,
    endedAt: call.ended,
    durationMs: durationOf(call),
    endReason: call.endReason,
    medium: call.medium === null ? "web" : MEDIA[call.medium],
    title: call.shortSummary,
    summary: call.summary,
    isRecorded: call.recordingEnabled,
    metadata: call.metadata,
    joinTimeoutMs: call.joinTimeoutMs,
    maxDurationMs: call.maxDurationMs,
    languageHint: call.languageHint,
  };
}

const MEDIA: Record<UltravoxMedium, CallMedium> = {
  webRtc: "web",
  twilio: "phone",
  telnyx: "phone",
  plivo: "phone",
  exotel: "phone",
  sip: "sip",
  serverWebSocket: "websocket",
};

function agentOf({ agent, agentId }: UltravoxCall): SourceCall["agent"] {
  if (agent !== null) return { id: agent.agentId, name: agent.name };
  return agentId === null ? null : { id: agentId, name: agentId };
}

/** Ultravox has no status field; its documentation derives it from the times and the end reason. */
function statusOf({ joined, ended, endReason }: UltravoxCall): CallStatus {
  if (ended !== null) return endReason === "unjoined" ? "unjoined" : "ended";
  return joined === null ? "waiting" : "active";
}

/** From joined to ended; null before the end, or if nobody joined. */
function durationOf({ joined, ended }: UltravoxCall): number | null {
  if (joined === null || ended === null) return null;
  return Math.max(0, Date.parse(ended) - Date.parse(joined));
}
