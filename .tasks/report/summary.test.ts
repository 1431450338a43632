import assert from "node:assert/strict";
import { test } from "node:test";
import { failures, lastLine, type Outcome, table, verdict } from "./summary.ts";

function outcome(passed: number, failed = 0, skipped = 0, end = "exit code 0"): Outcome {
  return { name: "a", end, output: "", counts: { passed, failed, skipped }, durationMs: 1200 };
}

test("counts are added up", () => {
  assert.equal(lastLine([outcome(3), outcome(4)]), "7 passed, 0 failed");
  assert.equal(lastLine([outcome(3, 1), outcome(4, 0, 2)]), "7 passed, 1 failed, 2 skipped");
});

test("a runner fails that failed a test, crashed, timed out, left no report or ran nothing", () => {
  assert.equal(verdict(outcome(3)), "ok");
  assert.equal(verdict(outcome(3, 1, 0, "exit code 1")), "failed");
  assert.equal(verdict(outcome(3, 0, 0, "exit code 1")), "exit code 1");
  assert.equal(verdict(outcome(3, 0, 0, "timed out")), "timed out");
  assert.equal(verdict(outcome(0, 0, 5)), "ran no test");
  assert.equal(verdict({ ...outcome(0), counts: undefined }), "no report (exit code 0)");
});

test("a runner that failed without a failed test counts as one", () => {
  assert.equal(lastLine([outcome(3), outcome(0)]), "3 passed, 1 failed");
  assert.equal(lastLine([outcome(3, 0, 0, "timed out")]), "3 passed, 1 failed");
  assert.equal(lastLine([outcome(3, 2, 0, "exit code 1")]), "3 passed, 2 failed");
});

test("the table has a line for each runner", () => {
  assert.deepEqual(table([outcome(3)]).split("\n"), [
    "runner  passed  failed  skipped   time",
    "a            3       0        0  1.2 s  ok",
  ]);
});

test("what failed is repeated from where its runner tells it", () => {
  for (const begin of ["✖ failing tests:", "⎯⎯ Failed Tests 1 ⎯⎯", " ❌ shows rows"])
    assert.equal(failures(`✔ passed\n${begin}\n  why\n`), `${begin}\n  why`);
  assert.equal(failures("killed\n"), "killed");
  const long = Array.from({ length: 500 }, (_, line) => String(line)).join("\n");
  assert.equal(failures(long).split("\n")[0], "300");
  assert.equal(failures(`✖ failing tests:\n${long}`).split("\n").length, 200);
});
