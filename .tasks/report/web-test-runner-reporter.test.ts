import assert from "node:assert/strict";
import { test } from "node:test";
import { countSessions } from "./web-test-runner-reporter.ts";

const passed = { passed: true, skipped: false };
const failed = { passed: false, skipped: false };
const skipped = { passed: false, skipped: true };

test("tests of all files and of nested suites are counted", () => {
  const nested = { tests: [passed, failed], suites: [{ tests: [passed, skipped], suites: [] }] };
  const sessions = [
    { passed: false, testResults: { tests: [], suites: [nested] } },
    { passed: true, testResults: { tests: [passed], suites: [] } },
  ];
  assert.deepEqual(countSessions(sessions), { passed: 3, failed: 1, skipped: 1 });
});

test("a file that did not load counts as a failed test", () => {
  assert.deepEqual(countSessions([{ passed: false }]), { passed: 0, failed: 1, skipped: 0 });
});
