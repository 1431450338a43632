import { readFileSync } from "node:fs";

/** How many tests did what. */
export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

/** Reads what our reporters write; undefined where the file is missing or not such a report. */
export function readCounts(file: string): Counts | undefined {
  const report = readReport(file);
  return report && toCounts(report.passed, report.failed, report.skipped);
}

/** Reads what `vitest --reporter=json` writes. */
export function readVitestCounts(file: string): Counts | undefined {
  const report = readReport(file);
  if (!report) return undefined;
  const skipped = Number(report.numPendingTests) + Number(report.numTodoTests);
  return toCounts(report.numPassedTests, report.numFailedTests, skipped);
}

function readReport(file: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(readFileSync(file, "utf8"));
    return typeof value === "object" && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

function toCounts(passed: unknown, failed: unknown, skipped: unknown): Counts | undefined {
  const isCount = (value: unknown): value is number => Number.isInteger(value);
  return isCount(passed) && isCount(failed) && isCount(skipped) ? { passed, failed, skipped } : undefined;
}
