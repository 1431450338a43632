import type { Agent, CallDetail, CallMedium, CallSummary } from "@keyhole/contract";
import type { UltravoxCall } from "@keyhole/upstream/ultravox";
import type { Site } from "../config/check-site.ts";
import type { Access } from "../grants/access.ts";
import { textFor } from "../privacy/text-for.ts";
import { callStatus } from "./call-status.ts";

const MEDIA: Record<NonNullable<UltravoxCall["medium"]>, CallMedium> = {
  webRtc: "web",
  twilio: "phone",
  telnyx: "phone",
  plivo: "phone",
  exotel: "phone",
  sip: "sip",
  serverWebSocket: "websocket",
};

/** Builds a row field by field: what is not named here does not leave the Worker. */
export function projectCall(call: UltravoxCall, access: Pick<Access, "site" | "scopes">): CallSummary {
  const text = (value: string | null) => (value === null ? null : textFor(access.scopes, value));
  return {
    id: call.callId,
    source: "ultravox",
    agent: projectAgent(call),
    status: callStatus(call),
    createdAt: call.created,
    joinedAt: call.joined,
    endedAt: call.ended,
    durationMs: durationMs(call),
    endReason: call.endReason,
    medium: call.medium === null ? "web" : MEDIA[call.medium],
    title: text(call.shortSummary),
    summary: text(call.summary),
    hasRecording: call.recordingEnabled && call.joined !== null,
    metadata: pickMetadata(call, access.site),
  };
}

/** The details of one call. */
export function projectCallDetail(
  call: UltravoxCall,
  stages: number | null,
  access: Pick<Access, "site" | "scopes">,
): CallDetail {
  return {
    ...projectCall(call, access),
    joinTimeoutMs: call.joinTimeoutMs,
    maxDurationMs: call.maxDurationMs,
    languageHint: call.languageHint,
    stages,
  };
}

function projectAgent({ agent, agentId }: UltravoxCall): Agent | null {
  if (agent !== null) return { id: agent.agentId, name: agent.name };
  return agentId === null ? null : { id: agentId, name: agentId };
}

/** From joined to ended; null until then, and where nobody joined. */
export function durationMs({ joined, ended }: UltravoxCall): number | null {
  if (joined === null || ended === null) return null;
  return Math.max(0, Date.parse(ended) - Date.parse(joined));
}

function pickMetadata(call: UltravoxCall, site: Site): Record<string, string> {
  const picked: [string, string][] = [];
  for (const key of site.metadata) {
    const value = Object.hasOwn(call.metadata, key) ? call.metadata[key] : undefined;
    if (value !== undefined) picked.push([key, value]);
  }
  return Object.fromEntries(picked);
}
