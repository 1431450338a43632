import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { parseRetryAfter } from "./retry.ts";

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
  ["Fri, 03 Jul 2026 12:00:05 GMT", 3_600_000],
  ["Thu, 02 Jul 2026 12:00:00 GMT", 0],
  ["Thu, 02 Jul 2026 11:59:59 GMT", null],
  ["Thursday, 02-Jul-26 12:00:05 GMT", null],
  ["Thu Jul  2 12:00:05 2026", null],
  ["Fri, 02 Jul 2026 12:00:05 GMT", null],
  ["Invalid Date", null],
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

describe("parseRetryAfter", () => {
  for (const [header, waitMs] of CASES) {
    it(`returns ${waitMs} for ${JSON.stringify(header)?.slice(0, 40)}`, () => {
      assert.equal(parseRetryAfter(header, NOW_MS), waitMs);
    });
  }
});
