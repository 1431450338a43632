import type { EvaluationSummary, Verdict, VerdictReason } from "@keyhole/contract";
import { amountOf, fieldsOf, stringOf } from "./parse-fields.ts";

// The contract's lists would load with the entry.
export const VERDICTS: readonly Verdict[] = ["passed", "failed", "pending", "ungraded", "none"];
const REASONS: readonly VerdictReason[] = ["running", "not_graded", "too_old", "unavailable"];

/** Reads what is known of a call's quality; undefined without a call or a known verdict. */
export function parseEvaluationSummary(value: unknown): EvaluationSummary | undefined {
  const fields = fieldsOf(value);
  const callId = stringOf(fields?.callId);
  const verdict = VERDICTS.find((known) => known === fields?.verdict);
  if (!fields || !callId || !verdict) return undefined;
  return {
    callId,
    verdict,
    reason: REASONS.find((known) => known === fields.reason) ?? null,
    passed: amountOf(fields.passed) ?? 0,
    failed: amountOf(fields.failed) ?? 0,
    total: amountOf(fields.total) ?? 0,
  };
}
