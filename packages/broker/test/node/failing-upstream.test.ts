/** An upstream that fails is asked less, over all isolates, and recovers for all of them. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createMemoryState } from "../../src/index.ts";
import { FakeUpstream, json } from "../support/fake-upstream.ts";
import { openOwnedBrokers, outcomeOf } from "../support/owned-brokers.ts";
import { rawCall } from "../support/raw-call.ts";

/** Two isolates in front of an upstream that fails when told to. */
function open(fail: (url: URL) => boolean) {
  const upstream = new FakeUpstream([rawCall()], {
    instead: (url) => (fail(url) ? json({}, 503) : undefined),
  });
  const budgets = createMemoryState(() => world.now());
  const world = openOwnedBrokers({
    count: 2,
    fetch: upstream.fetch,
    state: (state) => ({ ...state, upstream: budgets.upstream }),
  });
  return { upstream, world };
}

describe("an upstream that fails for half a minute", () => {
  it("is asked at most every two seconds by all isolates, and answers all within ten seconds afterwards", async () => {
    let isFailing = false;
    const { upstream, world } = open(() => isFailing);
    const page = await world.member();
    let asked = 0;
    /** Different questions at both isolates, for a second. */
    const second = async () => {
      const outcomes = new Set<string | number>();
      for (let count = 0; count < 10; count += 1) {
        asked += 1;
        const isolate = world.brokers[count % 2];
        outcomes.add(await outcomeOf(await world.ask(page, `/v1/calls?minDurationMs=${asked}`, isolate)));
        await world.clock.advanceTo(world.clock.nowMs + 100);
      }
      return outcomes;
    };
    for (let warm = 0; warm < 2; warm += 1) assert.deepEqual(await second(), new Set([200]));
    isFailing = true;
    await second();
    const before = upstream.requests.length;
    for (let seconds = 0; seconds < 30; seconds += 1)
      assert.deepEqual(await second(), new Set(["upstream_unavailable"]));
    const sent = upstream.requests.length - before;
    assert.ok(sent >= 10 && sent <= 16, `${sent} requests in 30 s`);
    isFailing = false;
    for (let seconds = 0; seconds < 4; seconds += 1) await second();
    assert.deepEqual(await second(), new Set([200]));
  });
});

describe("one request that always fails", () => {
  it("stops no other", async () => {
    const { upstream, world } = open((url) => url.searchParams.get("durationMin") !== null);
    const page = await world.member();
    for (let seconds = 0; seconds < 20; seconds += 2) {
      const bad = await outcomeOf(await world.ask(page, "/v1/calls?minDurationMs=1000"));
      assert.equal(bad, "upstream_unavailable");
      assert.equal(await outcomeOf(await world.ask(page, `/v1/calls?limit=${seconds + 1}`)), 200);
      await world.clock.advanceTo(world.clock.nowMs + 2_000);
    }
    assert.ok(upstream.requests.length >= 20);
  });
});
