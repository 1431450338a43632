import { formatMicros } from "../base/time.ts";
import type { CekuraAgent } from "./agents.ts";
import { type CekuraEvaluation, clock, type Outcome } from "./evaluation.ts";

/** A turn in Cekura's own format, times in seconds. */
export type CekuraTurn = Readonly<Record<string, unknown>>;

/** One call log. */
export interface CallLog {
  /** Cekura's own. */
  readonly id: number;
  /** The provider's. */
  readonly callId: string;
  readonly agent: CekuraAgent;
  readonly seed: number;
  readonly startedMicros: number;
  readonly durationMs: number;
  /** When Cekura got it. */
  readonly arrivedMicros: number;
  readonly endedReason: string;
  readonly customerNumber: string;
  /** What the call was about, in a few words; empty where nobody says. */
  readonly topic: () => string;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly turns: () => readonly CekuraTurn[];
  /** A signed address; empty without a recording. */
  readonly recordingUrl: () => string;
}

/** What people said about a call. */
export interface Review {
  readonly votes: ReadonlyMap<number, boolean | null>;
  readonly feedback: string;
}

/** `evaluation` is null until there is one. */
export interface CallLogState {
  readonly log: CallLog;
  readonly evaluation: CekuraEvaluation | null;
  readonly evaluatedMicros: number;
  readonly review: Review | undefined;
}

const SUCCESS: Readonly<Record<Outcome, boolean | null>> = {
  passed: true,
  reviewed_passed: true,
  ungraded: true,
  failed: false,
  reviewed_failed: false,
  error: null,
};

/** Whether the call was a success; null while nobody knows. */
export function successOf({ evaluation }: CallLogState): boolean | null {
  return evaluation === null ? null : SUCCESS[evaluation.outcome];
}

/** The vendor's CallLogList. It carries the whole transcript, and there is no way to ask for less. */
export function listBody(state: CallLogState): object {
  const { log, evaluation } = state;
  return {
    ...sharedBody(state),
    metrics: evaluation?.metrics ?? [],
    trace_id: "",
    // Generated schemas call these texts.
    transcript_object: JSON.stringify(log.turns()),
    evaluation: "{}",
  };
}

/** The vendor's CallLogDetail. */
export function detailBody(state: CallLogState): object {
  const { log, evaluation } = state;
  return {
    ...sharedBody(state),
    voice_recording_url: log.recordingUrl(),
    critical_categories: [],
    transcript_object: log.turns(),
    agent_id: String(log.agent.id),
    evaluation: { metrics: evaluation?.explained ?? [] },
    metadata: log.metadata,
    dynamic_variables: {},
    testing_channel_index: null,
    rubric: evaluation?.rubric ?? [],
    user_generated_transcript: null,
    trace_id: "",
    project: log.agent.project.id,
  };
}

function sharedBody(state: CallLogState): Record<string, unknown> {
  const { log, evaluation, review, evaluatedMicros } = state;
  const success = successOf(state);
  const isReviewed = review !== undefined || evaluation?.outcome.startsWith("reviewed") === true;
  const word = success === true ? "success" : "failure";
  const status = isReviewed ? `reviewed_${word}` : word;
  return {
    id: log.id,
    duration: clock(log.durationMs),
    success,
    is_reviewed: isReviewed,
    // The enum of the schema has no such status; the vendor's prose has.
    status: evaluation === null ? "evaluating" : status,
    feedback: review?.feedback ?? "",
    call_ended_reason: log.endedReason,
    customer_number: log.customerNumber,
    agent: log.agent.id,
    agent_name: log.agent.name,
    call_id: log.callId,
    timestamp: formatMicros(log.startedMicros),
    error_message: evaluation?.outcome === "error" ? "Recording could not be fetched" : null,
    dropoff_point: "",
    topic: log.topic(),
    created_at: formatMicros(log.arrivedMicros),
    updated_at: formatMicros(evaluation === null ? log.arrivedMicros : evaluatedMicros),
    transcript: transcriptText(log.turns()),
  };
}

function transcriptText(turns: readonly CekuraTurn[]): string {
  return turns
    .filter(({ content }) => content !== "")
    .map(({ role, content, start_time }) => `[${clock(Number(start_time) * 1000)}] ${role}: ${content}`)
    .join("\n");
}
