/** The fields of a list, by hand and unchecked. */
interface UpstreamCall {
  callId: string;
  created: string;
  joined: string | null;
  ended: string | null;
  endReason: string | null;
  agent?: { agentId: string; name: string } | null;
  medium?: Record<string, unknown> | null;
  summary: string | null;
  shortSummary: string | null;
  recordingEnabled: boolean;
}

export function listOf(page: unknown): object {
  return { items: (page as { results: UpstreamCall[] }).results.map(project), next: null };
}

export function project(row: unknown): object {
  const call = row as UpstreamCall;
  return {
    id: call.callId,
    source: "ultravox",
    agent: !call.agent ? null : { id: call.agent.agentId, name: call.agent.name },
    status: call.ended !== null ? "ended" : call.joined === null ? "waiting" : "active",
    createdAt: call.created,
    joinedAt: call.joined,
    endedAt: call.ended,
    durationMs:
      call.joined === null || call.ended === null ? null : Date.parse(call.ended) - Date.parse(call.joined),
    endReason: call.endReason,
    medium: call.medium ? (Object.keys(call.medium)[0] ?? "web") : "web",
    title: call.shortSummary,
    summary: call.summary,
    hasRecording: call.recordingEnabled && call.joined !== null,
    metadata: {},
  };
}
