import type { Evaluation, EvaluationMetric } from "@keyhole/contract";

const metric = (id: number, name: string, fields: Partial<EvaluationMetric>): EvaluationMetric => ({
  ...{ id, name, kind: "numeric", passed: null, number: null, label: null, explanation: [], atMs: [] },
  ...fields,
});

/** A failed call, with metrics of every kind, long words, and more failures in one place than fit side by side. */
export const MADE_UP_EVALUATION: Evaluation = {
  callId: "",
  verdict: "failed",
  reason: null,
  passed: 1,
  failed: 2,
  total: 8,
  reviewed: false,
  metrics: [
    metric(36, "Instruction Follow", { kind: "binary", passed: true }),
    metric(35, "Tool Call Success", {
      kind: "binary",
      passed: false,
      explanation: ["Tool Call Success was not met at 00:16: “One moment.” The agent named no reference."],
      atMs: [16_000, 24_000],
    }),
    metric(41, "Confirms the reference before it changes an appointment or a delivery", {
      kind: "binary",
      passed: false,
      explanation: ["Not met at 00:16.", "لم يتحقق في 00:28."],
      atMs: [16_000, 28_000],
    }),
    metric(18, "CSAT", { kind: "continuous_qualitative", number: 4 }),
    metric(77, "Sentiment", { kind: "enum", label: "neutral" }),
    metric(81, "Latency (in ms)", { number: 2840 }),
    metric(82, "Talk Ratio", { number: 0.52 }),
    metric(84, "Interruptions", { number: 3 }),
  ],
};
