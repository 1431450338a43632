import type { EvaluationSummary } from "@keyhole/contract";
import {
  EVALUATION_CACHE_SECONDS,
  EVALUATION_CACHE_SIZE,
  EVALUATION_NONE_SECONDS,
  EVALUATION_PENDING_SECONDS,
  EVALUATION_UNAVAILABLE_SECONDS,
} from "../base/limits/evaluations.ts";

/** The evaluation of one call, as an isolate knows it. */
export interface KnownEvaluation {
  summary: EvaluationSummary;
  /** Where the evaluation is kept; null if there is none. */
  logId: number | null;
}

interface Entry extends KnownEvaluation {
  /** When it is due to be requested again, in milliseconds since 1970. */
  dueMs: number;
  /** Times in a row that it was not finished. */
  tries: number;
}

/**
 * Evaluations in the isolate's memory, by project and call: numbers and no texts. A finished one is requested again
 * after ten minutes, because a person may review it; an unfinished one less and less often. Who may see a call is
 * decided before anybody looks here, so all viewers share them.
 */
export interface EvaluationMemory {
  /** Evaluations that are kept. */
  readonly size: number;
  /** What is known, however old. */
  known(project: number, callId: string): KnownEvaluation | null;
  /** Whether it is time to ask for it. */
  isDue(project: number, callId: string): boolean;
  put(project: number, known: KnownEvaluation): void;
  /** Remembers what another request has read, if it is news: it is no reason to wait longer for what is known. */
  learn(project: number, known: KnownEvaluation): void;
  /** Has it asked for anew at once, and keeps what is known until then. */
  makeDue(project: number, callId: string): void;
  /** Has it asked for anew at once. */
  forget(project: number, callId: string): void;
}

export function createEvaluationMemory(now: () => number): EvaluationMemory {
  const entries = new Map<string, Entry>();
  const nameOf = (project: number, callId: string) => `${project}\n${callId}`;
  return {
    get size() {
      return entries.size;
    },
    known: (project, callId) => entries.get(nameOf(project, callId)) ?? null,
    isDue: (project, callId) => now() >= (entries.get(nameOf(project, callId))?.dueMs ?? 0),
    put(project, { summary, logId }) {
      const name = nameOf(project, summary.callId);
      const before = entries.get(name);
      const isAsBefore =
        before?.summary.verdict === summary.verdict && before.summary.reason === summary.reason;
      const tries = isAsBefore ? before.tries + 1 : 0;
      entries.delete(name);
      entries.set(name, { summary, logId, tries, dueMs: now() + waitSeconds(summary, tries) * 1000 });
      // The oldest goes first when the memory is full.
      const [oldest] = entries.keys();
      if (entries.size > EVALUATION_CACHE_SIZE && oldest !== undefined) entries.delete(oldest);
    },
    learn(project, known) {
      const before = entries.get(nameOf(project, known.summary.callId))?.summary;
      if (before === undefined || !isSame(before, known.summary)) this.put(project, known);
    },
    makeDue(project, callId) {
      const entry = entries.get(nameOf(project, callId));
      if (entry !== undefined) entry.dueMs = 0;
    },
    forget(project, callId) {
      entries.delete(nameOf(project, callId));
    },
  };
}

function isSame(one: EvaluationSummary, other: EvaluationSummary): boolean {
  const names = ["verdict", "reason", "passed", "failed", "total"] as const;
  return names.every((name) => one[name] === other[name]);
}

function waitSeconds({ verdict, reason }: EvaluationSummary, tries: number): number {
  if (verdict === "none") return doubled(EVALUATION_NONE_SECONDS, tries);
  if (verdict !== "pending") return EVALUATION_CACHE_SECONDS;
  return doubled(
    reason === "unavailable" ? EVALUATION_UNAVAILABLE_SECONDS : EVALUATION_PENDING_SECONDS,
    tries,
  );
}

function doubled([first, longest]: readonly [number, number], tries: number): number {
  return Math.min(longest, first * 2 ** tries);
}
