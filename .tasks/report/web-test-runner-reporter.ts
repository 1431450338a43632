import { writeFileSync } from "node:fs";
import type { Counts } from "./counts.ts";

/** As web-test-runner tells a file's results. */
interface Suite {
  suites: Suite[];
  tests: { passed: boolean; skipped: boolean }[];
}

interface Session {
  passed?: boolean;
  testResults?: Suite;
}

/** A reporter for web-test-runner that writes the counts of the whole run as JSON. */
export function countReporter(file: string): { stop: (run: { sessions: Session[] }) => void } {
  return { stop: ({ sessions }) => writeFileSync(file, JSON.stringify(countSessions(sessions))) };
}

/** A file that failed without a failed test (it did not load, or threw outside a test) counts as one. */
export function countSessions(sessions: readonly Session[]): Counts {
  const total: Counts = { passed: 0, failed: 0, skipped: 0 };
  for (const { passed, testResults } of sessions) {
    const counts = countSuite(testResults);
    total.passed += counts.passed;
    total.skipped += counts.skipped;
    total.failed += passed === false && counts.failed === 0 ? 1 : counts.failed;
  }
  return total;
}

function countSuite(suite: Suite | undefined): Counts {
  const total: Counts = { passed: 0, failed: 0, skipped: 0 };
  for (const { passed, skipped } of suite?.tests ?? []) {
    if (skipped) total.skipped += 1;
    else if (passed) total.passed += 1;
    else total.failed += 1;
  }
  for (const child of suite?.suites ?? []) {
    const counts = countSuite(child);
    total.passed += counts.passed;
    total.failed += counts.failed;
    total.skipped += counts.skipped;
  }
  return total;
}
