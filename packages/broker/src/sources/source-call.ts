import type {
  Agent,
  CallMedium,
  CallStatus,
  EndReason,
  EvaluationSummary,
  MessageRole,
} from "@keyhole/contract";
import type { RowFacts } from "../grants/rows.ts";
import type { SourceEvaluation } from "./evaluation-source.ts";

/**
 * A call as every source returns it: in the contract's words, with unmasked texts and all metadata. It
 * holds only what some viewer may see and what rows need, so it may be kept in memory.
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
  /** Only where the source tells it, or a list is filtered by it. */
  evaluation?: Pick<EvaluationSummary, "verdict"> | SourceEvaluation;
}

/** A turn as every source returns it, with unmasked text. */
export interface SourceMessage {
  /** Identifies the stage; null if the source has only one. It never leaves the Worker. */
  stageId: string | null;
  /** Within the stage; null if the source does not count turns. */
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
