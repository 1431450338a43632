import assert from "node:assert/strict";
import { test } from "node:test";
import { send } from "../../test/support/api-client.ts";
import { FakeClock } from "../../test/support/fake-clock.ts";
import { startForTests, TEST_NOW } from "../../test/support/fixture.ts";
import { formatRetryAfter } from "../http/answer.ts";
import { RequestLimit } from "../http/request-limit.ts";
import { checkOptions } from "../options.ts";

test("accepts a number of requests in any second, then tells the wait", () => {
  let nowMs = 5000;
  const limit = new RequestLimit(3, () => nowMs);
  assert.deepEqual([limit.take(), limit.take()], [0, 0]);
  nowMs = 5400;
  assert.deepEqual([limit.take(), limit.take()], [0, 600]);
  nowMs = 5999;
  assert.equal(limit.take(), 1, "refused requests do not count");
  nowMs = 6000;
  assert.deepEqual([limit.take(), limit.take(), limit.take()], [0, 0, 400]);
});

test("answers 429 with Retry-After in seconds", async () => {
  const simulator = await startForTests({ callCount: 0, requestsPerSecond: 2 });
  await send(simulator, "/calls");
  await send(simulator, "/agents");
  const response = await send(simulator, "/calls");
  assert.equal(response.status, 429);
  assert.equal(response.headers.get("Retry-After"), "1");
  assert.deepEqual(await response.json(), {
    detail: "Request was throttled. Expected available in 1 seconds.",
  });
  assert.deepEqual(simulator.state().requests.byStatus, { "200": 2, "429": 1 });
});

test("accepts the next request as soon as the window has moved on", async () => {
  const clock = new FakeClock();
  const simulator = await startForTests({ callCount: 0, requestsPerSecond: 1 }, clock);
  const statuses: number[] = [];
  for (const waitMs of [0, 999, 1]) {
    clock.advance(waitMs);
    statuses.push((await send(simulator, "/calls")).status);
  }
  assert.deepEqual(statuses, [200, 429, 200]);
});

test("answers 429 with Retry-After as a date that is never too early", async () => {
  const simulator = await startForTests({ callCount: 0, requestsPerSecond: 1, retryAfterForm: "http-date" });
  await send(simulator, "/calls");
  const sentMs = Date.now();
  const response = await send(simulator, "/calls");
  const retryAfter = response.headers.get("Retry-After") ?? "";
  assert.match(retryAfter, /^\w{3}, \d{2} \w{3} \d{4} \d{2}:\d{2}:\d{2} GMT$/);
  assert.ok(Date.parse(retryAfter) - sentMs >= 1000, retryAfter);
  const late = Date.UTC(2026, 6, 2, 12, 0, 0, 1);
  assert.equal(formatRetryAfter("http-date", 1, late), "Thu, 02 Jul 2026 12:00:02 GMT");
});

test("does not count requests with a wrong key", async () => {
  const simulator = await startForTests({ callCount: 0, requestsPerSecond: 1 });
  for (let count = 0; count < 5; count += 1) await fetch(`${simulator.baseUrl}/calls`);
  assert.equal((await send(simulator, "/calls")).status, 200);
});

test("allows the documented 200 requests a second by default", () => {
  assert.equal(checkOptions({}, TEST_NOW).requestsPerSecond, 200);
});
