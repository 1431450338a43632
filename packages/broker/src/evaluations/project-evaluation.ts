import type { Evaluation, EvaluationMetric } from "@keyhole/contract";
import { EXPLANATION_MAX_TIMES } from "../base/limits/evaluations.ts";
import type { Access } from "../grants/access.ts";
import { proseFor } from "../privacy/prose-for.ts";
import type { SourceEvaluationDetail } from "../sources/evaluation-source.ts";

/**
 * Builds an evaluation field by field. Explanations quote the transcript, and so may a word that a metric gives
 * instead of a number, unless it is one of a closed set: they need `transcripts:read`, and are masked.
 */
export function projectEvaluation(
  { id: callId, durationMs }: { id: string; durationMs: number | null },
  evaluation: SourceEvaluationDetail,
  access: Pick<Access, "site" | "scopes">,
): Evaluation {
  const { verdict, reason, passed, failed, total, reviewed, metrics } = evaluation;
  return {
    ...{ callId, verdict, reason, passed, failed, total, reviewed },
    metrics: metrics.map((metric) => projectMetric(metric, durationMs, access)),
  };
}

function projectMetric(
  { id, name, kind, passed, number, label, explanation }: SourceEvaluationDetail["metrics"][number],
  durationMs: number | null,
  access: Pick<Access, "site" | "scopes">,
): EvaluationMetric {
  const mayRead = access.scopes.includes("transcripts:read");
  return {
    ...{ id, name, kind, passed, number },
    label: kind === "enum" ? label : mayRead ? proseFor(access, label) : null,
    explanation: mayRead
      ? explanation.map((text) => proseFor(access, text)).filter((text) => text !== null)
      : [],
    atMs: timesOf(explanation, durationMs),
  };
}

/** "MM:SS" or "H:MM:SS", with every part but the first in two digits, as Cekura writes times. */
const TIME = /(?<![\w:.])(?:(\d{1,2}):)?(\d{2}):(\d{2})(?!:?\d)/g;

/** The times that explanations name, inside the call, in order. */
function timesOf(explanation: readonly string[], durationMs: number | null): number[] {
  const times = explanation.flatMap((text) =>
    [...text.matchAll(TIME)].map(
      ([, hours = "0", minutes, seconds]) =>
        ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000,
    ),
  );
  const inside = times.filter((timeMs) => durationMs === null || timeMs <= durationMs);
  return [...new Set(inside)].toSorted((one, other) => one - other).slice(0, EXPLANATION_MAX_TIMES);
}
