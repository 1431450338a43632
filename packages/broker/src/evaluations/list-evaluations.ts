import type { EvaluationSummary, Verdict, VerdictReason } from "@keyhole/contract";
import { EVALUATION_EXPECTED_MS, EVALUATIONS_DEADLINE_MS } from "../base/limits/evaluations.ts";
import { Refusal } from "../http/refusal.ts";
import { UNAVAILABLE_RETRY_SECONDS } from "../http/refusals.ts";
import type { EvaluationSource, FoundEvaluations } from "../sources/evaluation-source.ts";
import type { SourceCall } from "../sources/source-call.ts";
import type { EvaluationMemory } from "./evaluation-memory.ts";

/** What decides whether a call has an evaluation, and where it is looked for. */
export interface CallTimes {
  id: string;
  createdAt: string;
  joinedAt: string | null;
  endedAt: string | null;
}

export interface EvaluationsReading {
  /** Finds evaluations of calls that are not known; refuses if the site has none. */
  source: () => EvaluationSource;
  project: number;
  memory: EvaluationMemory;
  now: () => number;
  /** Logs a refusal that the answer does not tell. */
  noteRefusal: (refusal: Refusal) => void;
}

/**
 * The evaluations of calls that are inside the grant, in the same order. What this isolate knows is requested
 * again only when it is due; where the service does not answer, what was known before still counts.
 */
export async function listEvaluations(
  reading: EvaluationsReading,
  calls: readonly CallTimes[],
): Promise<EvaluationSummary[]> {
  const { source, project, memory, now, noteRefusal } = reading;
  const asked = calls.filter((call) => isOver(call) && memory.isDue(project, call.id));
  const beyond = new Set<string>();
  if (asked.length > 0) {
    const answer = await source().find(asked, { deadlineMs: EVALUATIONS_DEADLINE_MS });
    if (answer.failure !== null) noteRefusal(answer.failure);
    for (const call of asked) {
      if (answer.beyond.has(call.id)) beyond.add(call.id);
      else remember(reading, call, answer);
    }
  }
  return calls.map((call) => {
    if (!isOver(call)) return notFoundYet(call, now);
    const known = memory.known(project, call.id)?.summary;
    return known ?? without(call.id, "none", beyond.has(call.id) ? "too_old" : null);
  });
}

/** What this isolate knows of a call's evaluation, without asking anybody; null if that is nothing. */
export function knownEvaluation(
  { memory, project, now }: Pick<EvaluationsReading, "memory" | "project" | "now">,
  call: CallTimes,
): EvaluationSummary | null {
  return isOver(call) ? (memory.known(project, call.id)?.summary ?? null) : notFoundYet(call, now);
}

/** The summary of a call without an evaluation: one that nobody joined gets none, and one that runs will. */
export function notFoundYet({ id, joinedAt, endedAt }: CallTimes, now: () => number): EvaluationSummary {
  const isExpected = endedAt === null || now() - Date.parse(endedAt) < EVALUATION_EXPECTED_MS;
  return joinedAt !== null && isExpected ? without(id, "pending", "running") : without(id, "none", null);
}

/** Whether only the source can tell. */
export function isOver({ joinedAt, endedAt }: CallTimes): boolean {
  return joinedAt !== null && endedAt !== null;
}

function remember(
  { memory, project, now }: EvaluationsReading,
  call: CallTimes,
  answer: FoundEvaluations,
): void {
  const evaluation = answer.found.get(call.id);
  if (evaluation !== undefined) {
    const { logId, ...counts } = evaluation;
    memory.put(project, { summary: { callId: call.id, ...counts }, logId });
  } else if (answer.unanswered.has(call.id)) {
    const before = memory.known(project, call.id);
    const summary =
      before !== null && isFinished(before.summary)
        ? before.summary
        : without(call.id, "pending", "unavailable");
    memory.put(project, { summary, logId: before?.logId ?? null });
  } else {
    memory.put(project, { summary: notFoundYet(call, now), logId: null });
  }
}

function isFinished({ verdict }: EvaluationSummary): boolean {
  return verdict === "passed" || verdict === "failed" || verdict === "ungraded";
}

function without(callId: string, verdict: Verdict, reason: VerdictReason | null): EvaluationSummary {
  return { callId, verdict, reason, passed: 0, failed: 0, total: 0 };
}

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
