import type { CallFilters } from "../../base/call-filters.ts";
import type { Text } from "../../i18n/text.ts";

type Durations = Pick<CallFilters, "minDurationMs" | "maxDurationMs">;

const SECOND_MS = 1000;
const MINUTE_MS = 60_000;

/** The choices: calls that broke off, short, usual, long and very long calls. */
export const DURATIONS: readonly Durations[] = [
  { maxDurationMs: 30 * SECOND_MS },
  { minDurationMs: 30 * SECOND_MS, maxDurationMs: 2 * MINUTE_MS },
  { minDurationMs: 2 * MINUTE_MS, maxDurationMs: 5 * MINUTE_MS },
  { minDurationMs: 5 * MINUTE_MS },
  { minDurationMs: 15 * MINUTE_MS },
];

/** The value of an option, such as `30000-120000` or `30000-`; empty without bounds. */
export function durationValue({ minDurationMs, maxDurationMs }: Durations): string {
  const value = `${minDurationMs ?? ""}-${maxDurationMs ?? ""}`;
  return value === "-" ? "" : value;
}

/** The durations of an option's value. */
export function durationsOf(value: string): { [Name in keyof Durations]-?: number | undefined } {
  const [minDurationMs, maxDurationMs] = value.split("-").map((ms) => (ms ? Number(ms) : undefined));
  return { minDurationMs, maxDurationMs };
}

/** A range of durations in words; empty without bounds. */
export function durationWords(durations: Durations, text: Text, locale: string | undefined): string {
  const { minDurationMs, maxDurationMs } = durations;
  const min = minDurationMs === undefined ? "" : lengthIn(locale, minDurationMs);
  const max = maxDurationMs === undefined ? "" : lengthIn(locale, maxDurationMs);
  if (min && max) return text("filter.duration.between", { min, max });
  if (max) return text("filter.duration.upTo", { max });
  return min && text("filter.duration.atLeast", { min });
}

/** A duration in hours, minutes and seconds, without zeros. */
function lengthIn(locale: string | undefined, ms: number): string {
  const seconds = ms / SECOND_MS;
  const parts = [
    ["hour", Math.floor(seconds / 3600)],
    ["minute", Math.floor(seconds / 60) % 60],
    ["second", seconds % 60],
  ] as const;
  const some = parts.filter(([, amount]) => amount > 0);
  return (some.length > 0 ? some : parts.slice(2))
    .map(([unit, amount]) => new Intl.NumberFormat(locale, { style: "unit", unit }).format(amount))
    .join(" ");
}
