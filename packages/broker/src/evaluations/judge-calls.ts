import { Refusal } from "../http/refusal.ts";
import { UNAVAILABLE_RETRY_SECONDS } from "../http/refusals.ts";
import type { SourceCall } from "../sources/source-call.ts";
import { type EvaluationsReading, listEvaluations } from "./list-evaluations.ts";

/**
 * The calls with their evaluations, in the same order, as far as the requests of one answer reach. Refuses if the
 * service does not answer: a call without a verdict would be missing from a list that is filtered by it.
 */
export async function judgeCalls(
  reading: EvaluationsReading,
  calls: readonly SourceCall[],
): Promise<SourceCall[]> {
  const judged: SourceCall[] = [];
  for (const [index, evaluation] of (await listEvaluations(reading, calls)).entries()) {
    const call = calls[index];
    if (call === undefined || evaluation.reason === "too_old") break;
    if (evaluation.reason === "unavailable") {
      throw new Refusal(
        "upstream_unavailable",
        "The evaluation service does not answer: try again, or list without the filter verdict.",
        { retryAfterSeconds: UNAVAILABLE_RETRY_SECONDS },
      );
    }
    judged.push({ ...call, evaluation });
  }
  return judged;
}
