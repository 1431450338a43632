import type { CallCount, Stats, VerdictCount } from "@keyhole/contract";
import type { Site } from "./sites.ts";

const DAY_MS = 86_400_000;
/** Ranges that a source counts which counts one after the other. */
const SPANS = 6;

/** Figures of a made-up source, for the range that was asked for; always the same. */
export function figuresOf(kind: NonNullable<Site["figures"]>, query: URLSearchParams): Stats {
  const [from = "", to = ""] = [query.get("from"), query.get("to")].map((time) => time ?? "");
  const span = { from, to };
  if (kind === "none") return { ...span, items: null, verdicts: null };
  const [fromMs, toMs] = [Date.parse(from), Date.parse(to)];
  const days = Math.max(1, Math.round((toMs + 1 - fromMs) / DAY_MS));
  const coarse = spansOf(fromMs, toMs, Math.min(SPANS, days));
  const verdicts = coarse.map(
    (each, index): VerdictCount => ({
      ...each,
      succeeded: 30 + ((index * 7) % 12),
      failed: 3 + ((index * 5) % 7),
    }),
  );
  if (kind === "coarse") {
    const items = coarse.map(
      (each, index): CallCount => ({
        ...each,
        calls: 40 + ((index * 11) % 17),
        joined: null,
        durationMs: null,
      }),
    );
    return { ...span, items, verdicts };
  }
  const items = spansOf(fromMs, toMs, days).map((each, index): CallCount => {
    const calls = index % 7 < 5 ? 8 + ((index * 13) % 11) : 1;
    const joined = Math.ceil(calls * 0.9);
    return {
      from: each.from,
      to: hourOf(each.from),
      calls,
      joined,
      durationMs: joined * (90_000 + ((index * 37) % 60) * 1000),
    };
  });
  return { ...span, items, verdicts };
}

function spansOf(fromMs: number, toMs: number, count: number): { from: string; to: string }[] {
  const widthMs = Math.ceil((toMs + 1 - fromMs) / count);
  return Array.from({ length: count }, (_, index) => {
    const startMs = fromMs + index * widthMs;
    return { from: iso(startMs), to: iso(Math.min(toMs, startMs + widthMs - 1)) };
  });
}

function hourOf(from: string): string {
  return iso(Date.parse(from) + 3_600_000 - 1);
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
