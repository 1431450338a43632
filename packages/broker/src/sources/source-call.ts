import type { Agent, CallMedium, CallStatus, EndReason, MessageRole } from "@keyhole/contract";
import type { RowFacts } from "../grants/rows.ts";

/**
 * A call as every source gives it: in the contract's words, with texts that are not masked yet and all
 * of its metadata. It holds nothing that no viewer may see, so it may be kept in memory.
 */
export interface SourceCall extends RowFacts {
  id: string;
  agent: Agent | null;
  status: CallStatus;
  joinedAt: string | null;
  endedAt: string | null;
  durationMs: number | null;
  endReason: EndReason | null;
  medium: CallMedium;
  title: string | null;
  summary: string | null;
  /** Recording is switched on. There is none before somebody joins. */
  isRecorded: boolean;
  joinTimeoutMs: number | null;
  maxDurationMs: number | null;
  languageHint: string | null;
}

/** A turn as a source gives it: its text is not masked yet. Every time may be null. */
export interface SourceMessage {
  /** Tells the call's stages apart; null where the source has one. It never leaves the Worker. */
  stageId: string | null;
  /** Within the stage; null where the source does not count turns. */
  index: number | null;
  role: MessageRole;
  text: string;
  medium: "voice" | "text" | null;
  audioStartMs: number | null;
  audioEndMs: number | null;
  startMs: number | null;
  endMs: number | null;
  toolName: string | null;
  /** Pairs a tool's call with its result. */
  invocationId: string | null;
}
