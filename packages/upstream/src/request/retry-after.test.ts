import assert from "node:assert/strict";
import { test } from "node:test";
import { parseRetryAfter } from "./retry-after.ts";

const NOW_MS = Date.UTC(2026, 6, 2, 12, 0, 0);

const CASES: [header: string | null, waitMs: number | null][] = [
  ["0", 0],
  ["7", 7_000],
  [" 7 ", 7_000],
  ["007", 7_000],
  ["3600", 3_600_000],
  ["3601", 3_600_000],
  ["9".repeat(400), 3_600_000],
  ["Thu, 02 Jul 2026 12:00:05 GMT", 5_000],
  ["Thursday, 02-Jul-26 12:00:05 GMT", 5_000],
  ["Thu Jul  2 12:00:05 2026", 5_000],
  ["Fri, 03 Jul 2026 12:00:05 GMT", 3_600_000],
  ["Thu, 02 Jul 2026 12:00:00 GMT", 0],
  ["Thu, 02 Jul 2026 11:59:59 GMT", null],
  ["Sunday, 06-Nov-94 08:49:37 GMT", null],
  ["Tue, 30 Feb 2027 12:00:05 GMT", null],
  ["Thu, 02 Jux 2026 12:00:05 GMT", null],
  ["Thu, 02 Jul 2026 25:00:05 GMT", null],
  ["Thu, 02 Jul 2026 12:00:05 CEST", null],
  ["2026-07-02T12:00:05Z", null],
  ["-1", null],
  ["+1", null],
  ["1.5", null],
  ["1e3", null],
  ["0x10", null],
  ["5, 7", null],
  ["soon", null],
  ["", null],
  [null, null],
];

for (const [header, waitMs] of CASES) {
  test(`Retry-After ${JSON.stringify(header)?.slice(0, 40)} is ${waitMs}`, () => {
    assert.equal(parseRetryAfter(header, NOW_MS), waitMs);
  });
}

test("a two-digit year more than 50 years ahead is in the past", () => {
  assert.equal(parseRetryAfter("Wednesday, 02-Jul-77 12:00:05 GMT", NOW_MS), null);
  assert.equal(parseRetryAfter("Thursday, 02-Jul-76 12:00:05 GMT", NOW_MS), 3_600_000);
});
