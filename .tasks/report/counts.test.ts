import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { readCounts, readVitestCounts } from "./counts.ts";

const folder = mkdtempSync(join(tmpdir(), "keyhole-counts-"));
after(() => rmSync(folder, { recursive: true }));

function fileWith(text: string): string {
  const file = join(folder, "report.json");
  writeFileSync(file, text);
  return file;
}

test("our reporters' counts", () => {
  const counts = { passed: 5, failed: 1, skipped: 2 };
  assert.deepEqual(readCounts(fileWith(JSON.stringify(counts))), counts);
});

test("vitest's counts", () => {
  const report = { numPassedTests: 7, numFailedTests: 1, numPendingTests: 2, numTodoTests: 3 };
  assert.deepEqual(readVitestCounts(fileWith(JSON.stringify(report))), { passed: 7, failed: 1, skipped: 5 });
});

test("a missing or broken report is no report", () => {
  assert.equal(readCounts(join(folder, "missing.json")), undefined);
  for (const text of ["", "{", "null", "[]", '{"passed": "5", "failed": 0, "skipped": 0}']) {
    assert.equal(readCounts(fileWith(text)), undefined, text);
  }
});
