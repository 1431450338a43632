import type { Text } from "../i18n/text.ts";
import type { Chart } from "../overview/chart-view.ts";
import { niceMax } from "../overview/draw-chart.ts";
import type { AdminFormats } from "./admin-formats.ts";
import type { CountedEvents, FiguresRange } from "./figures-store.ts";
import type { AuditEvent } from "./parse-admin.ts";
import type { Sample } from "./worker-store.ts";

/** What words depend on. */
export interface Words {
  text: Text;
  formats: AdminFormats;
}

const STEP_MS: Readonly<Record<FiguresRange, number>> = { hour: 60_000, day: 3_600_000 };

/** Events for each minute or hour of a range. */
export function eventChart(
  kind: "mints" | "refusals",
  counted: CountedEvents,
  range: FiguresRange,
  { text, formats }: Words,
): Chart {
  const { fromMs, toMs } = counted;
  const stepMs = STEP_MS[range];
  const counts = Array.from({ length: Math.ceil((toMs - fromMs) / stepMs) }, () => 0);
  for (const event of counted[kind]) {
    const place = Math.min(counts.length - 1, Math.floor((event.atMs - fromMs) / stepMs));
    if (place >= 0) counts[place] = (counts[place] ?? 0) + weightOf(event);
  }
  const values = counts.map((value, place) => {
    const startMs = fromMs + place * stepMs;
    const at = formats.clock(startMs);
    const words = formats.number(value);
    return {
      fromMs: startMs,
      toMs: startMs + stepMs - 1,
      value,
      at,
      words,
      told: text("admin.point", { at, value: words }),
    };
  });
  const max = niceMax(Math.max(...counts));
  return {
    ...{ fromMs, toMs: toMs - 1, kind: "bars", values, max, maxWords: formats.number(max) },
    name: text(range === "hour" ? `admin.${kind}` : `admin.${kind}Hourly`),
    total: formats.number(counts.reduce((sum, value) => sum + value, 0)),
    ends: [formats.clock(fromMs), formats.clock(toMs)],
  };
}

/** Refusals by their reasons, else by their codes; the most frequent first. */
export function refusalReasons(refusals: readonly AuditEvent[]): { reason: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const event of refusals) {
    const reason = event.reason ?? event.code ?? "–";
    counts.set(reason, (counts.get(reason) ?? 0) + weightOf(event));
  }
  return [...counts]
    .map(([reason, count]) => ({ reason, count }))
    .sort((one, other) => other.count - one.count || (one.reason < other.reason ? -1 : 1));
}

/** A count of refusals has no request, and is none itself. */
function weightOf({ kind, requestId, unlogged }: AuditEvent): number {
  return kind === "refusal" && requestId === null ? unlogged : 1 + unlogged;
}

/** Requests to an upstream over the samples. The top of the drawing is the limit. */
export function upstreamChart(
  source: string,
  samples: readonly Sample[],
  { text, formats }: Words,
): (Chart & { limit: string }) | null {
  const uses = samples.flatMap(({ atMs, upstreams }) => {
    const use = upstreams.find((each) => each.source === source);
    return use ? [{ atMs, use }] : [];
  });
  const [first, last] = [uses[0], uses.at(-1)];
  if (!first || !last) return null;
  const { most, perSecond } = last.use;
  const may = perSecond === null ? text("admin.none") : formats.number(perSecond);
  const wordsOf = (used: number | null) =>
    used === null
      ? text("admin.unread")
      : text("admin.upstream.now", { used: formats.number(used), may: formats.number(most) });
  const values = uses.map(({ atMs, use }, place) => {
    const words = wordsOf(use.inUse);
    const at = formats.clock(atMs, true);
    const endMs = (uses[place + 1]?.atMs ?? atMs + 1) - 1;
    return {
      fromMs: atMs,
      toMs: Math.max(atMs, endMs),
      value: use.inUse,
      at,
      words,
      told: text("admin.point", { at, value: words }),
    };
  });
  return {
    ...{ fromMs: first.atMs, toMs: last.atMs, kind: "line", values, max: most },
    name: text("admin.upstream", { source: sourceName(source) }),
    maxWords: formats.number(most),
    total: wordsOf(last.use.inUse),
    ends: [formats.clock(first.atMs, true), formats.clock(last.atMs, true)],
    limit: text("admin.upstream.limit", { most: formats.number(most), may }),
  };
}

/** Names of companies are the same in every language. */
export function sourceName(source: string): string {
  return `${source.slice(0, 1).toUpperCase()}${source.slice(1)}`;
}
