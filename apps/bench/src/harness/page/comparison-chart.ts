import { formatValue } from "../format-value.ts";
import type { JudgedComparison, JudgedSubject } from "../judge.ts";
import { escapeHtml } from "./escape-html.ts";

const WIDTH = 640;
const LABEL_WIDTH = 170;
const VALUE_WIDTH = 110;
const LINE_HEIGHT = 28;
const BAR_HEIGHT = 14;

/** A bar for each subject up to its median, with a whisker between its quartiles. */
export function comparisonChart({ row, subjects }: JudgedComparison): string {
  const most = Math.max(...subjects.map(({ summary }) => summary.high), Number.MIN_VALUE);
  const place = (value: number) => LABEL_WIDTH + (value / most) * (WIDTH - LABEL_WIDTH - VALUE_WIDTH);
  const height = subjects.length * LINE_HEIGHT;
  const lines = subjects.map((subject, index) => line(subject, index * LINE_HEIGHT, place, row));
  return `<svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${escapeHtml(summarize(row.name, row.unit, subjects))}">${lines.join("")}</svg>`;
}

function line(
  { subject, summary }: JudgedSubject,
  top: number,
  place: (value: number) => number,
  { against, unit }: JudgedComparison["row"],
): string {
  const middle = top + LINE_HEIGHT / 2;
  const [start, end] = [place(0), place(summary.median)];
  const [low, high] = [place(summary.low), place(summary.high)];
  const kind = subject === against ? "peer" : "subject";
  const whisker =
    summary.low === summary.high
      ? ""
      : `<path class="whisker" d="M${round(low)} ${middle}H${round(high)}M${round(low)} ${middle - 4}v8M${round(high)} ${middle - 4}v8"/>`;
  return (
    `<text x="${LABEL_WIDTH - 8}" y="${middle}" text-anchor="end">${escapeHtml(subject)}</text>` +
    `<rect class="${kind}" x="${start}" y="${middle - BAR_HEIGHT / 2}" width="${round(end - start)}" height="${BAR_HEIGHT}"/>` +
    whisker +
    `<text x="${round(Math.max(end, high) + 8)}" y="${middle}">${escapeHtml(`${formatValue(summary.median)} ${unit}`)}</text>`
  );
}

function summarize(name: string, unit: string, subjects: readonly JudgedSubject[]): string {
  const parts = subjects.map(({ subject, summary }) => `${subject} ${formatValue(summary.median)} ${unit}`);
  return `${name}: ${parts.join(", ")}`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
