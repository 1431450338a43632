/** Who speaks in a turn of a transcript, or which side of a tool's use it is. */
export const MESSAGE_ROLES = ["user", "agent", "tool_call", "tool_result"] as const;
export type MessageRole = (typeof MESSAGE_ROLES)[number];

/** One turn: an item of `GET /v1/calls/:id/messages`. Every time may be null. */
export interface Message {
  /** `<stage>:<index>`, unique within the call. */
  id: string;
  role: MessageRole;
  /** What was said, or a tool's arguments or result; null where the site hides what tools hold. */
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
