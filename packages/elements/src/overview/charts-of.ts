import type { Formats } from "../base/formats.ts";
import type { Text } from "../i18n/text.ts";
import type { Chart, ChartValue } from "./chart-view.ts";
import { niceMax } from "./draw-chart.ts";
import type { Figures, Span } from "./parse-stats.ts";
import { averageMs, type CallPoints, callPoints, shareOf, totalsOf } from "./points.ts";

/** What words depend on. */
export interface Words {
  text: Text;
  formats: Formats;
}

/** A chart with a key that stays the same. */
export type KeyedChart = Chart & { key: "calls" | "minutes" | "average" | "passed" };

interface Shown {
  charts: KeyedChart[];
  isEmpty: boolean;
  timeZone: string | undefined;
}

/** The charts of figures: those that the source does not count are missing. */
export function chartsOf(figures: Figures, words: Words): Shown {
  const { text, formats } = words;
  const shown = callPoints(figures, formats.timeZone);
  const { points, timeZone } = shown;
  const span = { fromMs: figures.fromMs, toMs: figures.toMs };
  const totals = totalsOf(points);
  const at = timeWords(shown, formats);
  const number = new Intl.NumberFormat(formats.locale, { maximumFractionDigits: 0 });
  const percent = new Intl.NumberFormat(formats.locale, { style: "percent", maximumFractionDigits: 0 });
  const count = (value: number) => number.format(value);
  const chart = (
    key: KeyedChart["key"],
    values: readonly (Span & { value: number | null })[],
    {
      total,
      inWords,
      max,
      kind,
    }: { total: number | null; inWords: (value: number) => string } & Pick<Chart, "kind" | "max">,
  ): KeyedChart => {
    const wordsOf = (value: number | null) => (value === null ? text("overview.nothing") : inWords(value));
    const named = values.map((each): ChartValue => {
      const words = { at: at(each), value: wordsOf(each.value) };
      return { ...each, at: words.at, words: words.value, told: text("overview.point", words) };
    });
    const ends: Chart["ends"] = [named[0]?.at ?? "", named.at(-1)?.at ?? ""];
    const maxWords = inWords(max);
    return {
      ...span,
      key,
      name: text(`overview.${key}`),
      kind,
      values: named,
      max,
      maxWords,
      total: wordsOf(total),
      ends,
    };
  };
  const of = (read: (point: CallPoints["points"][number]) => number | null) =>
    points.map((point) => ({ fromMs: point.fromMs, toMs: point.toMs, value: read(point) }));
  const top = (values: readonly { value: number | null }[]) =>
    Math.max(0, ...values.map(({ value }) => value ?? 0));

  const calls = of((point) => point.calls);
  const charts = [
    chart("calls", calls, { total: totals.calls, inWords: count, max: niceMax(top(calls)), kind: "bars" }),
  ];
  if (totals.durationMs !== null) {
    const minutes = of(({ durationMs }) => (durationMs ?? 0) / 60_000);
    const total = totals.durationMs / 60_000;
    charts.push(
      chart("minutes", minutes, { total, inWords: count, max: niceMax(top(minutes)), kind: "bars" }),
    );
  }
  if (totals.durationMs !== null && totals.joined !== null) {
    const averages = of(averageMs);
    // Round in minutes above one, else in seconds.
    const unitMs = top(averages) > 60_000 ? 60_000 : 1000;
    const max = niceMax(top(averages) / unitMs) * unitMs;
    charts.push(
      chart("average", averages, { total: averageMs(totals), inWords: formats.duration, max, kind: "line" }),
    );
  }
  const { verdicts } = figures;
  if (verdicts?.length) {
    const shares = verdicts.map(({ fromMs, toMs, ...counts }) => ({ fromMs, toMs, value: shareOf(counts) }));
    const all = verdicts.reduce(
      (sum, { succeeded, failed }) => ({ succeeded: sum.succeeded + succeeded, failed: sum.failed + failed }),
      { succeeded: 0, failed: 0 },
    );
    const inWords = (value: number) => percent.format(value);
    charts.push(chart("passed", shares, { total: shareOf(all), inWords, max: 1, kind: "line" }));
  }
  return { charts, isEmpty: totals.calls === 0, timeZone };
}

const DAY = { month: "short", day: "numeric" } as const;

/** The time of a range in words: an hour, a day, or its first and last day. */
export function timeWords({ timeZone, width }: Omit<CallPoints, "points">, { locale }: Formats) {
  const day = new Intl.DateTimeFormat(locale, { ...DAY, timeZone });
  const hour = new Intl.DateTimeFormat(locale, { ...DAY, hour: "numeric", minute: "2-digit", timeZone });
  return ({ fromMs, toMs }: Span): string =>
    // Also where a range of days is shown beside hours.
    width === "hour" && toMs - fromMs < 3_600_000 ? hour.format(fromMs) : day.formatRange(fromMs, toMs);
}
