import { STATS_STEPS, type StatsStep } from "@keyhole/contract";
import { DAY_MS, HOUR_MS } from "../base/durations.ts";
import { STATS_DEFAULT_DAYS, STATS_MAX_DAYS } from "../base/limits/evaluations.ts";
import type { Rows } from "../grants/rows.ts";
import type { QueryParams } from "../http/query-params.ts";
import { Refusal } from "../http/refusal.ts";
import type { TimeSpan } from "../sources/counted-spans.ts";
import { FILTERS, type ParseId } from "../sources/filters.ts";

/** What `GET /v1/stats` was asked. */
export interface StatsQuery extends TimeSpan {
  step: StatsStep;
  /** Null for all agents of the grant. */
  agent: string | null;
}

/** Reads the query. Without `from` and `to` it is the last 30 days of UTC, today included. */
export function parseStatsQuery(params: QueryParams, parseId: ParseId, now: () => number): StatsQuery {
  const { from, to, agent } = FILTERS;
  const step =
    params.read("by", `one of ${STATS_STEPS.join(", ")}`, (text) =>
      STATS_STEPS.find((name) => name === text),
    ) ?? "day";
  const endOfToday = (Math.floor(now() / DAY_MS) + 1) * DAY_MS - 1;
  const toMs = params.read("to", to.expects, (text) => to.parse(text, parseId)) ?? endOfToday;
  const defaultFromMs = (Math.floor(toMs / DAY_MS) + 1 - STATS_DEFAULT_DAYS) * DAY_MS;
  const fromMs = params.read("from", from.expects, (text) => from.parse(text, parseId)) ?? defaultFromMs;
  const maxDays = STATS_MAX_DAYS[step];
  if (toMs - fromMs >= maxDays * DAY_MS) {
    throw new Refusal("invalid_request", `The parameter from expects at most ${maxDays} days before to.`);
  }
  return {
    step,
    fromMs,
    toMs,
    agent: params.read("agent", agent.expects, (text) => agent.parse(text, parseId)),
  };
}

/**
 * The part of the range that may be counted; null if there is none. Where the grant begins or ends within a day or an
 * hour, that one is left out: its figures would count calls beyond the grant if the source narrowed by whole ones.
 */
export function countedRange({ fromMs, toMs, step }: StatsQuery, { from, to }: Rows): TimeSpan | null {
  const stepMs = step === "day" ? DAY_MS : HOUR_MS;
  const earliestMs = from === undefined ? fromMs : Math.ceil(Date.parse(from) / stepMs) * stepMs;
  const latestMs = to === undefined ? toMs : Math.floor((Date.parse(to) + 1) / stepMs) * stepMs - 1;
  const range = { fromMs: Math.max(fromMs, earliestMs), toMs: Math.min(toMs, latestMs) };
  return range.fromMs > range.toMs ? null : range;
}
