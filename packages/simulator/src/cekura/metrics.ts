import type { Random } from "../base/random.ts";

/** The vendor's kinds of metric. */
type EvalType = "binary" | "continuous_qualitative" | "numeric" | "enum";

/** A metric of the simulated organization. Scales differ, and for some less is better. */
export interface CekuraMetric {
  readonly id: number;
  readonly name: string;
  readonly description: string;
  readonly evalType: EvalType;
  /** Words of an enum. */
  readonly words?: readonly string[];
  /** Least and greatest value of a number. */
  readonly range?: readonly [number, number];
  readonly decimals?: number;
  /** The rubric has a rule for it. */
  readonly inRubric?: true;
}

export const METRICS: readonly CekuraMetric[] = [
  {
    id: 35,
    name: "Tool Call Success",
    description: "Did every tool call succeed?",
    evalType: "binary",
    inRubric: true,
  },
  {
    id: 36,
    name: "Instruction Follow",
    description: "Did the agent follow its instructions?",
    evalType: "binary",
    inRubric: true,
  },
  {
    id: 18,
    name: "CSAT",
    description: "How satisfied is the caller, from 1 to 5?",
    evalType: "continuous_qualitative",
    range: [1, 5],
  },
  {
    id: 77,
    name: "Sentiment",
    description: "Overall caller sentiment.",
    evalType: "enum",
    words: ["positive", "neutral", "negative"],
  },
  {
    id: 81,
    name: "Latency (in ms)",
    description: "Mean time to the agent's answer. Less is better.",
    evalType: "numeric",
    range: [420, 3800],
  },
  {
    id: 82,
    name: "Talk Ratio",
    description: "Share of the time in which the agent speaks.",
    evalType: "numeric",
    range: [0, 1],
    decimals: 2,
  },
  {
    id: 83,
    name: "Relevancy",
    description: "From 0 to 100.",
    evalType: "numeric",
    range: [0, 100],
  },
  {
    id: 84,
    name: "Interruptions",
    description: "Times that the agent interrupted. Less is better.",
    evalType: "numeric",
    range: [0, 7],
  },
];

/** One metric's result, in one of the forms that the vendor's documents show. */
export type MetricBody = Readonly<Record<string, unknown>>;

/** The vendor's schema, its newer answers, and its prose put a result into different fields. */
export type MetricForm = "schema" | "both" | "prose";

/** A result without its explanation. `passed` is for a binary one. */
export function metricBody(
  metric: CekuraMetric,
  passed: boolean,
  form: MetricForm,
  random: Random,
): MetricBody {
  const { id, name, evalType } = metric;
  const rest = form === "prose" ? {} : { enum: "", value: "" };
  if (evalType === "binary") {
    const score = passed ? 5 : 0;
    if (form === "prose") return { id, name, eval_type: "binary", passed };
    if (form === "schema") return { id, name, type: "binary_qualitative", score, ...rest };
    return { id, name, type: "binary_workflow_adherence", score, ...rest, eval_type: "binary", passed };
  }
  if (evalType === "enum") {
    const word = random.pick(metric.words ?? []);
    if (form === "prose") return { id, name, type: "enum", score: word };
    return { id, name, type: "enum", score: 0, enum: word, value: word };
  }
  const [min, max] = metric.range ?? [0, 5];
  const score = Number((min + random.fraction() * (max - min)).toFixed(metric.decimals ?? 0));
  return { id, name, type: evalType, score, ...rest };
}

/** The vendor's MetricListSerializerV2. */
export function metricDefinition(metric: CekuraMetric, project: number, agents: readonly number[]): object {
  const { id, name, description, evalType, words } = metric;
  return {
    id,
    slug: `${name.toLowerCase().replaceAll(/\W+/g, "_")}_${id}`,
    project,
    agents,
    name,
    description,
    type: "llm_judge",
    eval_type: evalType,
    ...(words === undefined ? {} : { enum_values: words }),
    observability_enabled: true,
    simulation_enabled: true,
    display_order: METRICS.indexOf(metric) + 1,
    evaluation_trigger: "always",
  };
}
