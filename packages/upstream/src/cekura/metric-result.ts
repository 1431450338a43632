import * as v from "valibot";
import { IntegerSchema, TextOrNullSchema, TextsSchema } from "../schemas/values.ts";

/** The vendor's kinds of metric (`eval_type` of its MetricListSerializerV2); `unknown` is one of next year. */
export type MetricKind = "binary" | "continuous_qualitative" | "numeric" | "enum" | "unknown";

/** What one metric says of a call, in one form for the three that the vendor documents. */
export interface CekuraMetricResult {
  /** Cekura's id of the metric; null where it is not told. */
  id: number | null;
  name: string;
  kind: MetricKind;
  /** For a binary metric; null for others, and where it was not evaluated. */
  passed: boolean | null;
  /** On the metric's own scale, whatever that is: 1 to 5, 0 to 100, milliseconds. Null without one. */
  number: number | null;
  /** A word instead of a number, as "positive". */
  label: string | null;
  /** Why; it quotes the transcript. Empty in lists. */
  explanation: string[];
}

const KINDS = ["binary", "continuous_qualitative", "numeric", "enum"] as const;

/** A binary metric's legacy score: 5 is passed, 0 is not. */
const PASSED_SCORE = 5;

/**
 * A metric's result, which fails only without a name. The vendor's schema requires fields that its other
 * documents leave out (`enum` "if type is enum"), its webhooks put words into `score`, and its newer
 * `eval_type` and `passed` replace `type` and a score of 5 or 0.
 */
export const MetricResultSchema = v.pipe(
  v.object({
    id: v.fallback(v.nullish(IntegerSchema, null), null),
    name: v.pipe(v.string(), v.nonEmpty()),
    type: TextOrNullSchema,
    eval_type: TextOrNullSchema,
    passed: v.fallback(v.nullish(v.boolean(), null), null),
    score: v.fallback(v.nullish(v.union([v.number(), v.string()]), null), null),
    enum: TextOrNullSchema,
    value: v.fallback(v.nullish(v.union([v.string(), v.number(), v.boolean()]), null), null),
    explanation: TextsSchema,
  }),
  v.transform((result): CekuraMetricResult => {
    const kind = kindOf(result.eval_type) ?? kindOf(result.type) ?? "unknown";
    const { id, name, explanation } = result;
    if (kind === "binary" || (kind === "unknown" && result.passed !== null)) {
      const passed = result.passed ?? passedByScore(result.score);
      return { id, name, kind: "binary", passed, number: null, label: null, explanation };
    }
    const label = labelOf(kind, result);
    // Beside a word, a score of 0 only fills its place.
    const number = label === null ? (toNumber(result.score) ?? toNumber(result.value)) : null;
    return { id, name, kind, passed: result.passed, number, label, explanation };
  }),
);

/** `type` says "binary_workflow_adherence" and the like for what `eval_type` calls binary. */
function kindOf(text: string | null): MetricKind | null {
  if (text?.startsWith("binary")) return "binary";
  return KINDS.find((kind) => kind === text) ?? null;
}

function passedByScore(score: string | number | null): boolean | null {
  const number = toNumber(score);
  return number === null ? null : number >= PASSED_SCORE;
}

function labelOf(
  kind: MetricKind,
  { value, enum: word, score }: { value: unknown; enum: string | null; score: unknown },
): string | null {
  const words = [value, word, score].filter((text) => typeof text === "string" && text !== "");
  const label = words.find((text) => kind === "enum" || toNumber(text) === null);
  return typeof label === "string" ? label : null;
}

function toNumber(value: unknown): number | null {
  if (typeof value === "string" && value.trim() === "") return null;
  const number = typeof value === "number" || typeof value === "string" ? Number(value) : Number.NaN;
  return Number.isFinite(number) ? number : null;
}
