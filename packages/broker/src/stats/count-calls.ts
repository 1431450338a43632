import type { Stats } from "@keyhole/contract";
import { DAY_MS, HOUR_MS } from "../base/durations.ts";
import { EVALUATIONS_DEADLINE_MS } from "../base/limits/evaluations.ts";
import { Refusal } from "../http/refusal.ts";
import type { CountedSpan, TimeSpan } from "../sources/counted-spans.ts";
import type { EvaluationSource } from "../sources/evaluation-source.ts";
import { narrowRows } from "../sources/filters.ts";
import type { Reading } from "../sources/reading.ts";
import type { SourceCounts } from "../sources/source.ts";
import type { StatsMemory } from "./stats-memory.ts";
import { countedRange, type StatsQuery } from "./stats-query.ts";

/** What counting needs beside the reading of calls. */
export interface Counting {
  memory: StatsMemory;
  /** Where verdicts are counted; null where the viewer may not see them, or the site has none. Refuses as it does. */
  evaluations: (() => EvaluationSource) | null;
}

/**
 * Figures of the calls that the viewer may see, as the source counts them. Nothing is read call by call, so no second
 * check drops a call outside of the grant: where a source does not show that it counts inside the rows alone, there are
 * no figures.
 */
export async function countCalls(reading: Reading, query: StatsQuery, counting: Counting): Promise<Stats> {
  const { access, source } = reading;
  const withVerdicts = counting.evaluations !== null;
  const asked = { from: toTime(query.fromMs), to: toTime(query.toMs) };
  const rows = narrowRows(access.rows, query.agent === null ? {} : { agent: query.agent });
  const range = countedRange(query, access.rows);
  const isCountable = access.rows.metadata === undefined;
  if (!isCountable) return { ...asked, items: null, verdicts: null };
  if (rows === null || range === null) return { ...asked, items: [], verdicts: withVerdicts ? [] : null };
  const [counts, verdicts] = await Promise.all([
    counting.memory.calls([access.site.id, source.name, rows, range, query.step, withVerdicts], () =>
      source.count({ rows, ...range, step: query.step, withVerdicts }, reading.timeLeft()),
    ),
    countProject(reading, query, range, counting),
  ]);
  return {
    from: toTime(range.fromMs),
    to: toTime(range.toMs),
    items:
      counts === null
        ? null
        : counts.calls.map(({ calls, joined, durationMs, ...span }) => ({
            ...toTimes(span),
            calls,
            joined,
            durationMs,
          })),
    verdicts: toVerdicts(verdicts ?? counts?.verdicts ?? null),
  };
}

/**
 * Verdicts of the whole project, where the evaluation service counts nothing narrower: only for who sees every call of
 * the site. The figures of calls do not wait for them longer than a list would, nor fail with them.
 */
async function countProject(
  { access, source, timeLeft, noteRefusal }: Reading,
  { agent, step }: StatsQuery,
  range: TimeSpan,
  { memory, evaluations }: Counting,
): Promise<readonly CountedSpan[] | null> {
  const seesEveryCall = Object.keys(access.rows).length === 0 && agent === null;
  if (evaluations === null || source.can.evaluations || !seesEveryCall) return null;
  const time = { deadlineMs: Math.min(EVALUATIONS_DEADLINE_MS, timeLeft().deadlineMs) };
  try {
    const counted = evaluations();
    return await memory.verdicts([access.site.id, range, step], () =>
      counted.count(range, step === "day" ? DAY_MS : HOUR_MS, time),
    );
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    noteRefusal(error);
    return null;
  }
}

function toVerdicts(spans: SourceCounts["verdicts"]): Stats["verdicts"] {
  return spans?.map(({ succeeded, failed, ...span }) => ({ ...toTimes(span), succeeded, failed })) ?? null;
}

function toTimes({ fromMs, toMs }: TimeSpan): { from: string; to: string } {
  return { from: toTime(fromMs), to: toTime(toMs) };
}

function toTime(ms: number): string {
  return new Date(ms).toISOString();
}
