import { Random } from "../base/random.ts";
import { MICROS_PER_SECOND } from "../base/time.ts";
import { METRICS, type MetricBody, type MetricForm, metricBody } from "./metrics.ts";

/** Time from a call's arrival to its evaluation: the vendor says 30 to 60 s. */
const EVALUATION_SECONDS: readonly [number, number] = [30, 60];

/** What becomes of a call: how it was judged, or why it was not. */
export type Outcome =
  | "passed"
  | "failed"
  | "reviewed_passed"
  | "reviewed_failed"
  /** Every rule of the rubric was skipped: the vendor says success. */
  | "ungraded"
  /** Its recording could not be read. */
  | "error";

/** A turn that an explanation can quote. */
export interface Quotable {
  readonly text: string;
  readonly startMs: number;
}

/** What Cekura says of one call once it has evaluated it. The same seed gives the same. */
export interface CekuraEvaluation {
  readonly outcome: Outcome;
  /** Without explanations, as lists have them. */
  readonly metrics: readonly MetricBody[];
  /** With explanations, as a single call log has them. */
  readonly explained: readonly MetricBody[];
  readonly rubric: readonly object[];
}

/** When a call that has arrived is evaluated. */
export function evaluatedMicros(seed: number, arrivedMicros: number): number {
  const [min, max] = EVALUATION_SECONDS;
  const random = Random.for(seed, "cekura evaluation time");
  return arrivedMicros + Math.floor((min + random.fraction() * (max - min)) * MICROS_PER_SECOND);
}

/** `turns` are those that an explanation can quote. */
export function evaluate(seed: number, turns: readonly Quotable[]): CekuraEvaluation {
  const random = Random.for(seed, "cekura evaluation");
  const outcome = random.weighted<Outcome>([
    ["passed", 52],
    ["failed", 26],
    ["reviewed_passed", 6],
    ["reviewed_failed", 4],
    ["ungraded", 8],
    ["error", 4],
  ]);
  if (outcome === "error" || outcome === "ungraded")
    return { outcome, metrics: [], explained: [], rubric: outcome === "error" ? [] : skippedRules() };
  const form = random.pick<MetricForm>(["schema", "both", "both", "prose"]);
  const hasFailed = outcome === "failed" || outcome === "reviewed_failed";
  const graded = METRICS.filter(({ inRubric }) => inRubric);
  const failing = hasFailed ? random.pick(graded) : null;
  const results = METRICS.map((metric) => {
    const passed = metric !== failing;
    const body = metricBody(metric, passed, form, random);
    return { metric, passed, body, explanation: explain(metric.name, passed, turns, random) };
  });
  return {
    outcome,
    metrics: results.map(({ body }) => body),
    explained: results.map(({ body, explanation }) => ({
      ...body,
      explanation,
      ...(form === "prose" ? {} : { extra: {} }),
    })),
    rubric: results
      .filter(({ metric }) => metric.inRubric)
      .map(({ metric, passed, explanation }) => ({
        metric_id: metric.id,
        metric_name: metric.name,
        value: passed ? 5 : 0,
        explanation,
        passed,
        conditions: "score gte 5",
      })),
  };
}

function skippedRules(): object[] {
  return METRICS.filter(({ inRubric }) => inRubric).map(({ id, name }) => ({
    ...{ metric_id: id, metric_name: name, value: null, explanation: [], passed: null, conditions: "" },
  }));
}

/** Explanations quote the transcript, with a time for most. */
function explain(name: string, passed: boolean, turns: readonly Quotable[], random: Random): string[] {
  const { text, startMs } = turns.length > 0 ? random.pick(turns) : { text: "", startMs: 0 };
  if (text === "") return passed ? [] : [`${name}: not met.`];
  const quote = text.length > 120 ? `${text.slice(0, 119)}…` : text;
  if (passed) return random.chance(0.5) ? [`“${quote}”`] : [];
  return [`${name} was not met at ${clock(startMs)}: “${quote}”`];
}

/** "MM:SS". */
export function clock(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  return `${String(Math.floor(seconds / 60)).padStart(2, "0")}:${String(seconds % 60).padStart(2, "0")}`;
}
