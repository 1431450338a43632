import * as v from "valibot";
import { parseRows } from "../schemas/rows.ts";
import { IntegerSchema, TextOrNullSchema, TextsSchema, TimestampSchema } from "../schemas/values.ts";
import { type CekuraMetricResult, MetricResultSchema } from "./metric-result.ts";
import { type CekuraTurn, clockSeconds, TurnSchema } from "./transcript-turn.ts";

/** A call log as lists have it (the vendor's CallLogList), without its transcript. */
export interface CekuraCallLog {
  /** Cekura's own, a whole number; it may change when a project is moved. */
  id: number;
  /** The provider's, never altered by Cekura and unique to no more than one organization; null without. */
  callId: string | null;
  agentId: number | null;
  agentName: string | null;
  /** When the call took place, ISO 8601 with Z. */
  startedAt: string;
  /** Whole seconds, in milliseconds. */
  durationMs: number | null;
  endedReason: string | null;
  topic: string | null;
  /** Null while it is being evaluated, and of a call that is evaluated again. */
  success: boolean | null;
  /** The vendor documents no status for a call that is being evaluated, and answers `evaluating`. */
  isEvaluating: boolean;
  isReviewed: boolean;
  /** Cekura could not read or evaluate the call, as where its recording was gone. */
  hasError: boolean;
  /** Without explanations. */
  metrics: CekuraMetricResult[];
}

/** One rule of the project's rubric, which decides `success`. */
export interface CekuraRule {
  metricId: number | null;
  /** Null where the rule was skipped: a rubric of which every rule was skipped says success. */
  passed: boolean | null;
  explanation: string[];
}

/** One call log (the vendor's CallLogDetail), with explanations. */
export interface CekuraCallLogDetail extends CekuraCallLog {
  /** Null where it is not told. */
  projectId: number | null;
  turns: CekuraTurn[];
  /** Turns that were left out: a role of another format. */
  skippedTurns: number;
  rubric: CekuraRule[];
  /** A signed URL that lives for an unknown time: use it at once and keep it nowhere. Null without. */
  recordingUrl: string | null;
  feedback: string | null;
}

/** The vendor's enum; a status that is not in it is read as being evaluated. */
const FINAL_STATUSES: readonly (string | null)[] = [
  "success",
  "failure",
  "reviewed_success",
  "reviewed_failure",
];

const EmptyToNullSchema = v.pipe(
  TextOrNullSchema,
  v.transform((text) => (text === "" ? null : text)),
);
const BooleanOrNullSchema = v.fallback(v.nullish(v.boolean(), null), null);
const IdOrNullSchema = v.fallback(v.nullish(IntegerSchema, null), null);

/** "MM:SS"; the hours of a long call may stand before. */
const DurationSchema = v.fallback(
  v.nullish(v.pipe(v.string(), v.regex(/^\d{1,4}(?::\d\d){1,2}$/)), null),
  null,
);

const FIELDS = {
  id: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  call_id: EmptyToNullSchema,
  agent: IdOrNullSchema,
  agent_id: IdOrNullSchema,
  agent_name: EmptyToNullSchema,
  timestamp: TimestampSchema,
  duration: DurationSchema,
  call_ended_reason: EmptyToNullSchema,
  topic: EmptyToNullSchema,
  success: BooleanOrNullSchema,
  status: TextOrNullSchema,
  is_reviewed: v.fallback(v.boolean(), false),
  error_message: EmptyToNullSchema,
};

const ListFieldsSchema = v.object({
  ...FIELDS,
  metrics: v.fallback(v.array(v.unknown()), []),
});

/** A row fails without its id or its time. */
export const CallLogSchema = v.pipe(
  ListFieldsSchema,
  v.transform((row) => toCallLog(row, row.metrics)),
);

const RuleSchema = v.pipe(
  v.object({ metric_id: IdOrNullSchema, passed: BooleanOrNullSchema, explanation: TextsSchema }),
  v.transform(
    ({ metric_id, passed, explanation }): CekuraRule => ({ metricId: metric_id, passed, explanation }),
  ),
);

/** The vendor's schema calls these texts, and its examples have lists: both are read, and anything else holds nothing. */
const jsonOr = <Schema extends v.GenericSchema>(schema: Schema) =>
  v.union([schema, v.pipe(v.string(), v.parseJson(), schema)]);
const ListSchema = v.fallback(jsonOr(v.array(v.unknown())), []);

export const CallLogDetailSchema = v.pipe(
  v.object({
    ...FIELDS,
    evaluation: v.fallback(jsonOr(v.object({ metrics: ListSchema })), { metrics: [] }),
    transcript_object: ListSchema,
    rubric: ListSchema,
    voice_recording_url: EmptyToNullSchema,
    project: IdOrNullSchema,
    feedback: EmptyToNullSchema,
  }),
  v.transform((detail): CekuraCallLogDetail => {
    const { items: turns, skipped } = parseRows(detail.transcript_object, TurnSchema);
    return {
      ...toCallLog(detail, detail.evaluation.metrics),
      projectId: detail.project,
      turns,
      skippedTurns: skipped,
      rubric: parseRows(detail.rubric, RuleSchema).items,
      recordingUrl: detail.voice_recording_url,
      feedback: detail.feedback,
    };
  }),
);

function toCallLog(
  row: Omit<v.InferOutput<typeof ListFieldsSchema>, "metrics">,
  metrics: readonly unknown[],
): CekuraCallLog {
  const isFinal = row.status === null || FINAL_STATUSES.includes(row.status);
  const seconds = clockSeconds(row.duration);
  return {
    id: row.id,
    callId: row.call_id,
    agentId: row.agent ?? row.agent_id,
    agentName: row.agent_name,
    startedAt: row.timestamp,
    durationMs: seconds === null ? null : seconds * 1000,
    endedReason: row.call_ended_reason,
    topic: row.topic,
    success: isFinal ? row.success : null,
    isEvaluating: !isFinal || row.success === null,
    isReviewed: row.is_reviewed,
    hasError: row.error_message !== null,
    metrics: parseRows(metrics, MetricResultSchema).items,
  };
}
