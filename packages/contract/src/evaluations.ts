/** What is known of a call's quality. */
export const VERDICTS = ["passed", "failed", "pending", "ungraded", "none"] as const;
export type Verdict = (typeof VERDICTS)[number];

/** Why a call has no verdict of passed or failed. */
export const VERDICT_REASONS = [
  /** The evaluation, or the call itself, is still running. */
  "running",
  /** The call was looked at, and no rule applied or it could not be read. */
  "not_graded",
  /** The call is too far from the others that were asked for: ask for it alone. */
  "too_old",
  /** The evaluation service does not answer just now. */
  "unavailable",
] as const;
export type VerdictReason = (typeof VERDICT_REASONS)[number];

/** One item of `GET /v1/evaluations`. */
export interface EvaluationSummary {
  callId: string;
  /** `none`: there is no evaluation. */
  verdict: Verdict;
  reason: VerdictReason | null;
  /** Number of metrics that passed, that failed, and of all. A metric on a scale of its own does neither. */
  passed: number;
  failed: number;
  total: number;
}

/** Kinds of metric. Only a binary one passes or fails by itself. */
export const METRIC_KINDS = ["binary", "continuous_qualitative", "numeric", "enum", "unknown"] as const;
export type MetricKind = (typeof METRIC_KINDS)[number];

/** What one metric says of a call. */
export interface EvaluationMetric {
  /** Names the metric in a vote; null where it cannot be voted on. */
  id: number | null;
  name: string;
  kind: MetricKind;
  /** Null where the metric neither passes nor fails. */
  passed: boolean | null;
  /** On the metric's own scale, such as 1 to 5, 0 to 100, or milliseconds. Less may be better. */
  number: number | null;
  /** A word instead of a number, such as `positive`. */
  label: string | null;
  /** Why; it quotes the transcript. Empty without `transcripts:read`. */
  explanation: string[];
  /** Times that the explanation names, by the recording's clock, in milliseconds. */
  atMs: number[];
}

/** `GET /v1/calls/:id/evaluation`. */
export interface Evaluation extends EvaluationSummary {
  /** A person has looked at the evaluation. */
  reviewed: boolean;
  metrics: EvaluationMetric[];
}

/** Body of `POST /v1/calls/:id/evaluation/votes`: whether a metric judged rightly. */
export interface EvaluationVote {
  metricId: number;
  vote: "up" | "down";
}
