import type { CekuraCallLog, CekuraRule } from "@keyhole/upstream/cekura";
import type { SourceEvaluation } from "./evaluation-source.ts";

/**
 * The verdict of a call log. Cekura's rubric says success where each of its rules was skipped, so success without a
 * single result is no verdict. A list has no rules, and a person's review counts in any case.
 */
export function verdictOf(log: CekuraCallLog, rules: readonly CekuraRule[] = []): SourceEvaluation {
  const { id: logId, metrics } = log;
  const counts = {
    logId,
    passed: metrics.filter(({ passed }) => passed === true).length,
    failed: metrics.filter(({ passed }) => passed === false).length,
    total: metrics.length,
  };
  if (log.success === false) return { ...counts, verdict: "failed", reason: null };
  if (log.success === true && isGraded(log, rules)) return { ...counts, verdict: "passed", reason: null };
  if (log.success === true || log.hasError) return { ...counts, verdict: "ungraded", reason: "not_graded" };
  return { ...counts, verdict: "pending", reason: "running" };
}

function isGraded({ isReviewed, metrics }: CekuraCallLog, rules: readonly CekuraRule[]): boolean {
  if (isReviewed) return true;
  if (rules.length > 0 && rules.every(({ passed }) => passed === null)) return false;
  return metrics.some(({ passed, number, label }) => passed !== null || number !== null || label !== null);
}
