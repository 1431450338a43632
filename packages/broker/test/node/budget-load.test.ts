import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { createUltravox, type Ultravox, type UpstreamError } from "@keyhole/upstream/ultravox";
import type { Audience } from "../../src/base/audience.ts";
import { budgetedFetch } from "../../src/budget/budgeted-fetch.ts";
import { createUpstreamBudget } from "../../src/budget/upstream-budget.ts";
import { createMemoryState } from "../../src/state/memory-state.ts";
import { FakeClock } from "../support/fake-clock.ts";
import { UPSTREAM_KEY } from "../support/identities.ts";

const ORIGIN = "https://upstream.example";
const UPSTREAM_PER_SECOND = 200;
const OFFERED_PER_SECOND = 400;
const SECONDS = 5;
/** Behind its first ten seconds a budget has recovered to all that it has. */
const START_MS = 20_000;

interface Outcome {
  audience: Audience;
  error: UpstreamError | null;
  tookMs: number;
}

/** An upstream that refuses a request beyond its limit in any second, as the vendor does. */
function createUpstream(clock: FakeClock) {
  const served: number[] = [];
  let refused = 0;
  const fetch: typeof globalThis.fetch = async () => {
    if (served.filter((ms) => ms > clock.nowMs - 1000).length >= UPSTREAM_PER_SECOND) {
      refused += 1;
      return new Response(null, { status: 429, headers: { "Retry-After": "1" } });
    }
    served.push(clock.nowMs);
    return Response.json({ results: [], next: null, total: 0 });
  };
  return { fetch, refused: () => refused, served };
}

/** Isolates that share one budget, each with a client for members and one for visitors. */
function openIsolates(count: number, clock: FakeClock, fetch: typeof globalThis.fetch) {
  const state = createMemoryState(clock.now);
  // Made before the load begins, as the object that keeps the budget is.
  state.upstream("ultravox", UPSTREAM_KEY);
  return Array.from({ length: count }, (): Record<Audience, Ultravox> => {
    const budget = createUpstreamBudget({
      state: () => state.upstream("ultravox", UPSTREAM_KEY),
      now: clock.now,
      waitUntil: () => {},
    });
    const client = (audience: Audience) =>
      createUltravox({
        apiKey: UPSTREAM_KEY,
        baseUrl: `${ORIGIN}/api`,
        fetch: budgetedFetch(fetch, { budget, audience, origin: ORIGIN }),
        now: clock.now,
        sleep: clock.sleep,
        random: () => 0.5,
      });
    return { members: client("members"), visitors: client("visitors") };
  });
}

/** Offers requests evenly for some seconds, members and visitors in turn, to each isolate in turn. */
async function offer(isolates: ReturnType<typeof openIsolates>, clock: FakeClock): Promise<Outcome[]> {
  const pending: Promise<Outcome>[] = [];
  for (let sent = 0; sent < OFFERED_PER_SECOND * SECONDS; sent += 1) {
    await clock.advanceTo(START_MS + (sent / OFFERED_PER_SECOND) * 1000);
    const audience = sent % 2 === 0 ? "members" : "visitors";
    const isolate = isolates[Math.floor(sent / 2) % isolates.length] ?? assert.fail();
    const startedMs = clock.nowMs;
    pending.push(
      isolate[audience].listCalls({ pageSize: 1 }, { deadlineMs: 12_000 }).then((answer) => ({
        audience,
        error: answer.ok ? null : answer.error,
        tookMs: clock.nowMs - startedMs,
      })),
    );
  }
  const all = Promise.all(pending);
  await clock.runUntil(all);
  return all;
}

describe("400 requests a second offered to an upstream that allows 200", () => {
  for (const count of [1, 4, 12]) {
    test(`never makes the upstream refuse, from ${count} isolates`, async () => {
      const clock = new FakeClock();
      const upstream = createUpstream(clock);
      const isolates = openIsolates(count, clock, upstream.fetch);
      const outcomes = await offer(isolates, clock);

      assert.equal(upstream.refused(), 0);
      assert.ok(upstream.served.length > 100 * SECONDS, `the budget is used: ${upstream.served.length}`);
      for (const { error, tookMs } of outcomes) {
        assert.ok(tookMs < 15_000, "each viewer has an answer within 15 s");
        if (error === null) continue;
        assert.ok(error.kind === "rate_limited" && error.retryAfterMs !== null, JSON.stringify(error));
        assert.ok(error.retryAfterMs >= 1000 && error.retryAfterMs <= 10_000);
      }
      const answered = (audience: Audience) =>
        outcomes.filter((outcome) => outcome.audience === audience && outcome.error === null).length;
      assert.ok(answered("members") > answered("visitors"), "members go first");

      // What a refused viewer was told holds: after the longest of those waits there is room.
      await clock.advanceTo(clock.nowMs + 10_000);
      const again = isolates[0]?.visitors.listCalls({ pageSize: 1 });
      assert.equal((await again)?.ok, true);
    });
  }

  test("makes the upstream refuse where nothing holds the isolates back", async () => {
    const clock = new FakeClock();
    const upstream = createUpstream(clock);
    await clock.advanceTo(START_MS);
    for (let sent = 0; sent < OFFERED_PER_SECOND; sent += 1) await upstream.fetch(ORIGIN);
    assert.equal(upstream.refused(), OFFERED_PER_SECOND - UPSTREAM_PER_SECOND);
  });
});
