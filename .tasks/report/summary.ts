import type { Counts } from "./counts.ts";

/** What became of one runner. */
export interface Outcome {
  name: string;
  /** "exit code 0", "exit code 1", "signal SIGKILL", "timed out". */
  end: string;
  /** All that it printed. */
  output: string;
  /** Undefined where it left no report. */
  counts: Counts | undefined;
  durationMs: number;
}

/** "ok", or why the runner counts as failed. */
export function verdict({ end, counts }: Outcome): string {
  if (end === "timed out") return "timed out";
  if (!counts) return `no report (${end})`;
  if (counts.failed > 0) return "failed";
  if (end !== "exit code 0") return end;
  return counts.passed === 0 ? "ran no test" : "ok";
}

/** A line for each runner. */
export function table(outcomes: readonly Outcome[]): string {
  const rows = outcomes.map((outcome) => [
    outcome.name,
    String(outcome.counts?.passed ?? 0),
    String(outcome.counts?.failed ?? 0),
    String(outcome.counts?.skipped ?? 0),
    `${(outcome.durationMs / 1000).toFixed(1)} s`,
    verdict(outcome),
  ]);
  const all = [["runner", "passed", "failed", "skipped", "time", ""], ...rows];
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  return all
    .map((row) =>
      row
        .map((cell, column) =>
          column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
        )
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

/**
 * `N passed, N failed`, with `, N skipped` where there are any. A runner that failed without a failed
 * test (it timed out, crashed, ran nothing) counts as one, so that the line never looks well.
 */
export function lastLine(outcomes: readonly Outcome[]): string {
  const sum = (pick: (counts: Counts) => number) =>
    outcomes.reduce((total, { counts }) => total + (counts ? pick(counts) : 0), 0);
  const silent = outcomes.filter((outcome) => verdict(outcome) !== "ok" && !outcome.counts?.failed).length;
  const skipped = sum((counts) => counts.skipped);
  const failed = sum((counts) => counts.failed) + silent;
  return `${sum((counts) => counts.passed)} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}

/** Where runners begin to tell what failed: `node --test`, vitest, web-test-runner. */
const FAILURES = /failing tests:|Failed Tests|❌|𐄂/;
/** Lines of one runner that are repeated at most. */
const REPEATED_LINES_MAX = 200;

/** What of a failed runner's output tells why it failed: repeated at the end, where it is looked for. */
export function failures(output: string): string {
  const lines = output.trimEnd().split("\n");
  const first = lines.findIndex((line) => FAILURES.test(line));
  const from = first === -1 ? Math.max(0, lines.length - REPEATED_LINES_MAX) : first;
  return lines.slice(from, from + REPEATED_LINES_MAX).join("\n");
}
