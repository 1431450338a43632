import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { START_KEPT_MS } from "../../../packages/broker/src/starts/start-ledger.ts";
import { claimRows, codeFaults, testFaults } from "./checks/security-faults.ts";
import * as limits from "./support/broker-limits.ts";
import { ROOT } from "./support/pages.ts";

const markdown = readFileSync(`${ROOT}SECURITY.md`, "utf8");
const rows = claimRows(markdown);

test("each claim names tests that exist", () => {
  assert.ok(rows.length > 60, `${rows.length} claims`);
  assert.deepEqual(rows.flatMap(testFaults), []);
});

test("each claim names code that exists", () => {
  assert.deepEqual(rows.flatMap(codeFaults), []);
  assert.equal(codeFaults({ claim: "A.", stop: "`packages/broker/src/gone.ts`", tests: "" }).length, 1);
});

test("what is stored has a row for each Durable Object", () => {
  const wrangler = readFileSync(`${ROOT}apps/edge/wrangler.jsonc`, "utf8");
  const classes = [...wrangler.matchAll(/"class_name": "(\w+)"/g)].map(([, name]) => name);
  const stored = [...markdown.matchAll(/^\| `(\w+Object)` \|/gm)].map(([, name]) => name);
  assert.deepEqual(stored.toSorted(), classes.toSorted());
});

const hours = (ms: number) => ms / 3_600_000;

/** Times of the tables, taken from the code, each in the row that begins with these words. */
for (const [row, words] of [
  ["`ViewerObject`", `swept every ${limits.STATE_SWEEP_MS / 60_000} minutes`],
  ["`StartsObject`", `${hours(START_KEPT_MS)} hours; a challenge ${limits.CHALLENGE_SECONDS / 3600} hours`],
  ["`DeliveryObject`", `${limits.DELIVERY_KEPT_MS / limits.DAY_MS} days`],
  ["`SwitchObject`", `revocations ${hours(limits.SWITCH_KEPT_MS)} hours`],
  ["`AuditObject`", `${limits.AUDIT_DAYS} days unless`],
  ["`AuditObject`", `${limits.AUDIT_RING_ROWS.toLocaleString("en")} rows in each ring`],
  ["`QuestionObject`", `${limits.ENDED_CALL_LIFE_MS / 60_000} minutes for ended calls`],
  ["an instance of the Worker", `${limits.ENDED_CALL_LIFE_MS / 60_000} minutes for ended calls`],
  ["an instance of the Worker", `${limits.AGENTS_LIFE_MS / 1000} seconds for agents`],
  ["a cookie of the Worker", `${limits.SIGN_IN_FLOW_SECONDS / 60} minutes`],
] as const) {
  test(`the row of ${row} says “${words}”`, () => {
    const line = markdown.split("\n").find((one) => one.startsWith(`| ${row}`));
    assert.ok(line?.includes(words), line);
  });
}

const REAL = "`apps/docs/test/security.test.ts` ›";
for (const [what, tests] of [
  ["a claim without a test", ""],
  ["a file that is gone", '`apps/docs/test/safety.test.ts` › "each claim names tests that exist"'],
  ["a test that was renamed", `${REAL} "each claim names a test"`],
  ["a text of the file that is no test's name", `${REAL} "/support/broker-limits.ts"`],
  ["a name that the file's own table quotes", `${REAL} "a claim without a test"`],
  ["a path without a name", "`apps/docs/test/security.test.ts`"],
  ["a second path without a name", `${REAL} "each claim names tests that exist", \`README.md\``],
] as const) {
  test(`catches ${what}`, () => {
    const [row] = claimRows(
      `| claim | what stops it from breaking | test |\n|---|---|---|\n| A. | | ${tests} |`,
    );
    assert.equal(testFaults(row ?? { claim: "none", tests: "" }).length, 1);
  });
}
