import type { EvaluationMetric, EvaluationSummary, EvaluationVote } from "@keyhole/contract";
import type { Refusal } from "../http/refusal.ts";
import type { CountedSpan, TimeSpan } from "./counted-spans.ts";
import type { TimeLimit } from "./source.ts";

/** What decides where the evaluation of a call is looked for. */
export interface EvaluatedCall {
  /** The call's id in its source. */
  id: string;
  /** ISO 8601. */
  createdAt: string;
}

/** The evaluation of one call, as a list has it. */
export interface SourceEvaluation extends Omit<EvaluationSummary, "callId"> {
  /** Where the evaluation is kept. */
  logId: number;
}

/** One evaluation, with unmasked texts. */
export interface SourceEvaluationDetail extends SourceEvaluation {
  reviewed: boolean;
  /** Without times, which the broker reads from the explanations. */
  metrics: Omit<EvaluationMetric, "atMs">[];
}

/** What was found of some calls. A call that is in none of the three has no evaluation. */
export interface FoundEvaluations {
  /** By the call's id. */
  found: ReadonlyMap<string, SourceEvaluation>;
  /** Calls beyond the reach of the requests that one answer may make. */
  beyond: ReadonlySet<string>;
  /** Calls for which the service did not answer, and why. */
  unanswered: ReadonlySet<string>;
  failure: Refusal | null;
}

/**
 * Where the evaluations of a site's calls come from, for one request. `get` and `vote` throw a `Refusal` if they
 * fail; `find` only does for what an owner has to change, such as a rejected key.
 */
export interface EvaluationSource {
  find(calls: readonly EvaluatedCall[], time: TimeLimit): Promise<FoundEvaluations>;
  /** Null if there is no evaluation. `logId` is where it was found before. */
  get(call: EvaluatedCall, logId: number | null, time: TimeLimit): Promise<SourceEvaluationDetail | null>;
  /** Counts all evaluated calls of the project in ranges of time; null where it cannot. `stepMs` as in `spansOf`. */
  count(range: TimeSpan, stepMs: number, time: TimeLimit): Promise<readonly CountedSpan[] | null>;
  vote(logId: number, vote: EvaluationVote, time: TimeLimit): Promise<void>;
}
