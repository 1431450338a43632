import type { EvaluationSummary } from "./evaluations.ts";

/** A voice agent as a page may see it: one item of `GET /v1/agents`. */
export interface Agent {
  id: string;
  /** The owner's name for the agent. */
  name: string;
}

/** `GET /v1/agents`: what a list of calls can be filtered by. */
export interface Agents {
  items: Agent[];
  /** Parameters of `GET /v1/calls` that are refused, because the source of the calls cannot filter by them. */
  refusedFilters?: string[];
}

/** The source that a call was read from. */
export type SourceName = "ultravox" | "cekura";

/** How far a call has come. */
export const CALL_STATUSES = ["waiting", "active", "ended", "unjoined"] as const;
export type CallStatus = (typeof CALL_STATUSES)[number];

/** How the caller was connected. */
export const CALL_MEDIA = ["web", "phone", "sip", "websocket"] as const;
export type CallMedium = (typeof CALL_MEDIA)[number];

/** Why a call ended. A reason that is not in this list is answered as null. */
export const END_REASONS = [
  "unjoined",
  "hangup",
  "agent_hangup",
  "timeout",
  "connection_error",
  "system_error",
] as const;
export type EndReason = (typeof END_REASONS)[number];

/** One page of a list. It may hold fewer items than the limit, even none, while `next` is set. */
export interface Page<Item> {
  items: Item[];
  /** Sealed cursor of the next page, good for 24 hours; null at the end. */
  next: string | null;
  /** Number of items in the whole list; present only where it counts exactly what the viewer may see. */
  total?: number;
}

/** One item of `GET /v1/calls`. Times are ISO 8601 with Z. */
export interface CallSummary {
  id: string;
  source: SourceName;
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
  /** The source's short summary. Null until it is written, some seconds after the end, and where it quotes a hidden tool. */
  title: string | null;
  /** The source's full summary. Null until it is written, and where it quotes a hidden tool. */
  summary: string | null;
  hasRecording: boolean;
  /** Only the metadata keys that the site's config lists. */
  metadata: Record<string, string>;
  /** With `include=evaluation` alone: what the broker knows already; null if that is nothing. */
  evaluation?: EvaluationSummary | null;
}

/** `GET /v1/calls/:id`. */
export interface CallDetail extends CallSummary {
  /** How long an unjoined call waits, in milliseconds. */
  joinTimeoutMs: number | null;
  /** The longest that the call may take, in milliseconds. */
  maxDurationMs: number | null;
  /** BCP 47 tag that guided speech recognition. */
  languageHint: string | null;
  /** Number of call stages; null where the source does not count them. */
  stages: number | null;
}

/** The speaker of a turn, or one side of a tool's use. A tool call that an agent wrote as text is a `tool_call`. */
export const MESSAGE_ROLES = ["user", "agent", "tool_call", "tool_result"] as const;
export type MessageRole = (typeof MESSAGE_ROLES)[number];

/** One turn of a transcript: an item of `GET /v1/calls/:id/messages`. Every time may be null. */
export interface Message {
  /** `<stage>:<index>`, unique within the call. */
  id: string;
  role: MessageRole;
  /** The words, or a tool's arguments or result; null where the site hides what tools hold. */
  text: string | null;
  medium: "voice" | "text" | null;
  /** By the recording's clock, in milliseconds. */
  audioStartMs: number | null;
  audioEndMs: number | null;
  /** Since the call was joined, in milliseconds. */
  startMs: number | null;
  endMs: number | null;
  /** Number of the call's stage, from 0. */
  stage: number;
  /** The tool of a `tool_call` or `tool_result`; `invocationId` pairs the two. */
  tool: { name: string; invocationId: string | null } | null;
}

/** How much an event matters, the least first. */
export const SEVERITIES = ["debug", "info", "warning", "error"] as const;
export type Severity = (typeof SEVERITIES)[number];

/** Something that happened in a call: an item of `GET /v1/calls/:id/events`. */
export interface CallEvent {
  /** Since the call began, in milliseconds; null where the source does not tell. */
  atMs: number | null;
  severity: Severity;
  /** The source's name for the event; an open set. */
  type: string;
  /** The source's words; null without `transcripts:read`, and where they quote a hidden tool. */
  text: string | null;
}

/** `POST /v1/calls/:id/recording`: a URL that plays the recording until it expires. */
export interface RecordingTicket {
  /** A bearer URL for `<audio crossorigin src>`; it refuses any `Origin` other than the page's. */
  url: string;
  /** ISO 8601 with Z. */
  expiresAt: string;
}

/** Body of `POST /v1/calls`. Whatever the site's config does not list is refused by its name. */
export interface CallStart {
  /** May be left out where one is allowed. */
  agent?: string;
  /** Values of template variables. */
  variables?: Record<string, string>;
  metadata?: Record<string, string>;
  /** What the agent answers in. Default: the first that the site lists. */
  medium?: "voice" | "text";
  /** The version of the text that the viewer has agreed to. */
  consent?: { version: string };
  /** Answer of a challenge of Cloudflare Turnstile. */
  turnstile?: string;
}

/** Answer of `POST /v1/calls`: the only place where a join URL leaves the broker. */
export interface CallStarted {
  id: string;
  /** A credential: whoever has it is in the call. It belongs in no attribute, event, log, storage or history. */
  joinUrl: string;
  /** ISO 8601 with Z. Afterwards nobody can join. */
  joinBefore: string;
  maxDurationMs: number;
}

/** `GET /v1/health`. */
export interface Health {
  /**
   * `ok`: every site can be served. `not_ready`: the Worker runs, but lacks a key or a binding, or its key or
   * base URL is refused; its log names the setting.
   */
  status: "ok" | "not_ready";
  /** Version of the elements and the broker, as in `/keyhole/<version>/`. */
  version: string;
}
