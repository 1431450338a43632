import { describe, expect, it } from "vitest";
import { enterAs } from "../support/enter-as.ts";
import { expectProblem } from "../support/expect-problem.ts";
import { json } from "../support/fake-upstream.ts";
import { rawCall } from "../support/raw-call.ts";

const CALL = rawCall({ callId: "cccccccc-0000-4000-8000-000000000001" });
const inSeconds = (seconds: number) => new Date(Date.now() + seconds * 1000).toUTCString();

/** `Retry-After` of an upstream's 429, and the least and the most seconds that a viewer is told. */
const CASES: [string, () => string | null, number, number][] = [
  ["nothing", () => null, 1, 5],
  ["3", () => "3", 3, 3],
  ["120", () => "120", 120, 120],
  ["3600", () => "3600", 3600, 3600],
  ["more than an hour", () => "3601", 3600, 3600],
  ["more than a number holds", () => "9".repeat(400), 3600, 3600],
  ["a date in half a minute", () => inSeconds(30), 28, 31],
  ["a date in a day", () => inSeconds(86_400), 3600, 3600],
  ["a date that has passed", () => inSeconds(-30), 1, 5],
  ["a negative number", () => "-5", 1, 5],
  ["a fraction", () => "3.5", 1, 5],
  ["words", () => "soon", 1, 5],
];

describe.each(["/v1/calls", `/v1/calls/${CALL.callId}`, "/v1/agents"])(
  "GET %s at the upstream's limit",
  (path) => {
    it.each(CASES)("tells a wait for Retry-After: %s", async (_, retryAfter, from, to) => {
      const page = await enterAs(async () => {
        const value = retryAfter();
        return json({}, 429, value === null ? {} : { "Retry-After": value });
      });
      const problem = await expectProblem(await page.get(path), "upstream_rate_limited");
      expect(problem.retryAfterSeconds).toBeGreaterThanOrEqual(from);
      expect(problem.retryAfterSeconds).toBeLessThanOrEqual(to);
    });
  },
);

it("repeats a request at once for Retry-After: 0, and tells one second if that does not help", async () => {
  let asked = 0;
  const page = await enterAs(async () => {
    asked += 1;
    return json({}, 429, { "Retry-After": "0" });
  });
  const problem = await expectProblem(await page.get("/v1/calls"), "upstream_rate_limited");
  expect(problem.retryAfterSeconds).toBe(1);
  expect(asked).toBe(3);
});

it("hides a 429 that passes within a moment", async () => {
  let asked = 0;
  const page = await enterAs(async () => {
    asked += 1;
    return asked === 1
      ? json({}, 429, { "Retry-After": "0" })
      : json({ results: [CALL], next: null, total: 1 });
  });
  expect(await page.read("/v1/calls")).toMatchObject({ items: [{ id: CALL.callId }], total: 1 });
});

it("tells a wait of 1 to 60 seconds when the upstream is unavailable", async () => {
  const page = await enterAs(async () => json({}, 500));
  const problem = await expectProblem(await page.get("/v1/calls"), "upstream_unavailable");
  expect(problem.retryAfterSeconds).toBeGreaterThanOrEqual(1);
  expect(problem.retryAfterSeconds).toBeLessThanOrEqual(60);
});
