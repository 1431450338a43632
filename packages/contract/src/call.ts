import type { Agent } from "./agent.ts";

/** The vendor that a call was read from. */
export type CallSource = "ultravox" | "cekura";

/** How far a call has come. Upstream has no such field; it follows from the times and the end reason. */
export const CALL_STATUSES = ["waiting", "active", "ended", "unjoined"] as const;
export type CallStatus = (typeof CALL_STATUSES)[number];

/** How the caller was connected. */
export const CALL_MEDIA = ["web", "phone", "sip", "websocket"] as const;
export type CallMedium = (typeof CALL_MEDIA)[number];

/** Why a call ended, in Ultravox's words. */
export const END_REASONS = [
  "unjoined",
  "hangup",
  "agent_hangup",
  "timeout",
  "connection_error",
  "system_error",
] as const;
export type EndReason = (typeof END_REASONS)[number];

/** One row of `GET /v1/calls`. Times are ISO 8601 with Z. */
export interface CallSummary {
  id: string;
  source: CallSource;
  /** Null where the call was made without an agent. */
  agent: Agent | null;
  status: CallStatus;
  createdAt: string;
  joinedAt: string | null;
  endedAt: string | null;
  /** From joined to ended, in milliseconds; null until the call has ended or where nobody joined. */
  durationMs: number | null;
  endReason: EndReason | null;
  medium: CallMedium;
  /** The vendor's short summary. Null until it is written, some seconds after the end. */
  title: string | null;
  summary: string | null;
  hasRecording: boolean;
  /** The metadata keys that the site's config lists, and no others. */
  metadata: Record<string, string>;
}

/** `GET /v1/calls/:id`. */
export interface CallDetail extends CallSummary {
  /** How long an unjoined call waits, in milliseconds. */
  joinTimeoutMs: number | null;
  /** The longest that the call may take, in milliseconds. */
  maxDurationMs: number | null;
  /** BCP 47 tag that guided speech recognition. */
  languageHint: string | null;
  /** Number of call stages; null where the upstream did not tell. */
  stages: number | null;
}
