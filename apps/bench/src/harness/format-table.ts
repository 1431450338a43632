import { formatValue } from "./format-value.ts";
import type { JudgedAim, JudgedComparison, JudgedGrowth, JudgedRow, Ratio } from "./judge.ts";
import { describeMachine } from "./machine.ts";
import { countAims, type Report } from "./report.ts";
import type { Summary } from "./statistics.ts";

type Line = readonly string[];

const HEAD: Line = ["", "", "median", "quartiles", "n", "ratio", "aim"];
/** Columns of words; the others are of numbers. */
const WORDS = [0, 1, 5, 6];

/** The report for a terminal: a table for each group. */
export function formatTable(report: Report): string {
  const groups = report.groups.map(({ name, describe, tookMs, error, rows }) => {
    const title = `${name}: ${describe} (${(tookMs / 1000).toFixed(0)} s)`;
    const table = rows.length > 0 ? [align([HEAD, ...rows.flatMap(linesOf)])] : [];
    return [title, ...table, ...(error === null ? [] : [`failed: ${error}`])].join("\n\n");
  });
  const head = `${describeMachine(report.machine)}${report.quick ? ", quick run" : ""}`;
  return [head, ...groups, countAims(report)].join("\n\n");
}

function linesOf(judged: JudgedRow): Line[] {
  const lines = "fit" in judged ? growthLines(judged) : comparisonLines(judged);
  const { note } = judged.row;
  return note === undefined ? lines : [...lines, [`  ${note}`]];
}

function comparisonLines({ row, subjects }: JudgedComparison): Line[] {
  return subjects.map(({ subject, summary, ratio, aims }, place) => [
    place === 0 ? row.name : "",
    subject,
    ...numbers(summary, row.unit),
    ratio === null ? "" : formatRatio(ratio),
    formatAims(aims),
  ]);
}

function growthLines({ row, sizes, fit, aims }: JudgedGrowth): Line[] {
  return sizes.map(({ size, summary }, place) => [
    place === 0 ? row.name : "",
    `${formatValue(size)} ${row.axis}`,
    ...numbers(summary, row.unit),
    place === sizes.length - 1 ? formatFit(fit) : "",
    place === sizes.length - 1 ? formatAims(aims) : "",
  ]);
}

function numbers({ median, low, high, count }: Summary, unit: string): Line {
  const spread = low === high ? "" : `${formatValue(low)} to ${formatValue(high)}`;
  return [`${formatValue(median)} ${unit}`, spread, String(count)];
}

/** "0.62 × grid", with "overlaps" where the quartiles do. */
export function formatRatio({ to, value, overlaps }: Ratio): string {
  return `${value.toFixed(2)} × ${to}${overlaps ? ", overlaps" : ""}`;
}

/** "linear, n^1.02", with "overlaps" where the quartiles of the first and last size do. */
export function formatFit({ shape, exponent, overlaps }: JudgedGrowth["fit"]): string {
  const power = exponent === null ? "" : `, n^${exponent.toFixed(2)}`;
  return `${shape}${power}${overlaps ? ", overlaps" : ""}`;
}

/** "at most 1.4 × floor: met". */
export function formatAims(aims: readonly JudgedAim[]): string {
  return aims.map(({ text, met }) => `${text}: ${met ? "met" : "missed"}`).join("; ");
}

function align(lines: readonly Line[]): string {
  // A note spans the columns.
  const widths = HEAD.map((_, column) =>
    Math.max(...lines.filter(({ length }) => length > 1).map((line) => line[column]?.length ?? 0)),
  );
  return lines
    .map((line) => (line.length === 1 ? (line[0] ?? "") : alignLine(line, widths)).trimEnd())
    .join("\n");
}

function alignLine(line: Line, widths: readonly number[]): string {
  return line
    .map((cell, column) => {
      const width = widths[column] ?? 0;
      return WORDS.includes(column) ? cell.padEnd(width) : cell.padStart(width);
    })
    .join("  ");
}
