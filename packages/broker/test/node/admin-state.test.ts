import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { AdminState } from "@keyhole/contract";
import manifest from "../../package.json" with { type: "json" };
import { type BrokerState, createMemoryState } from "../../src/index.ts";
import { type OwnedBrokers, type OwnedOptions, openOwnedBrokers } from "../support/owned-brokers.ts";
import { rawCall } from "../support/raw-call.ts";
import { talkConfig } from "../support/starting-upstream.ts";
import type { TestPage } from "../support/test-page.ts";

const HOUR_MS = 3_600_000;
const LIMITS = { startsPerHour: 7, startsPerDay: 9, minutesPerDay: 100, callsAtOnce: 3 };

const open = (options: OwnedOptions = {}) =>
  openOwnedBrokers({ site: { talk: talkConfig({ limits: { visitors: LIMITS } }) }, ...options });

const stateOf = async (world: OwnedBrokers) =>
  (await (await world.owner("GET", "state")).json()) as AdminState;

async function start(world: OwnedBrokers, page: TestPage): Promise<void> {
  const answer = await world.ask(page, "/v1/calls", undefined, {
    method: "POST",
    headers: { "Content-Type": "application/json", "Idempotency-Key": `key-${crypto.randomUUID()}` },
    body: "{}",
  });
  assert.equal(answer.status, 201);
}

const visitorsOf = ({ siteStarts }: AdminState) =>
  siteStarts.find(({ site, audience }) => site === "acme" && audience === "visitors");

describe("GET /v1/admin/state", () => {
  it("tells the release, and what is used of the plan's and the site's limits", async () => {
    const world = open();
    for (let count = 0; count < 2; count += 1) await start(world, await world.visitor());
    const state = await stateOf(world);
    assert.equal(state.version, manifest.version);
    assert.deepEqual(state.starts, {
      plan: "scale",
      lastMinute: { used: 2, most: 360 },
      atOnce: { used: 2, most: null },
    });
    assert.deepEqual(visitorsOf(state), {
      site: "acme",
      audience: "visitors",
      lastHour: { used: 2, most: 7 },
      lastDay: { used: 2, most: 9 },
      minutes: { used: 20, most: 100 },
      atOnce: { used: 2, most: 3 },
    });
    assert.equal(state.siteStarts.length, 2);
  });

  it("counts by the time that each limit slides over", async () => {
    const world = open();
    await start(world, await world.visitor());
    await world.clock.advanceTo(2 * HOUR_MS);
    const state = await stateOf(world);
    assert.equal(state.starts?.lastMinute.used, 0);
    assert.deepEqual(
      [visitorsOf(state)?.lastHour.used, visitorsOf(state)?.lastDay.used, visitorsOf(state)?.atOnce.used],
      [0, 1, 0],
    );
  });

  it("tells the budget of each vendor's key", async () => {
    const memory = createMemoryState(() => 0);
    const upstream = memory.upstream("ultravox", "a key");
    const world = open({ state: (state) => ({ ...state, upstream: () => upstream }) });
    await upstream.permit("members");
    const { upstreams } = await stateOf(world);
    assert.deepEqual(upstreams, [
      { source: "ultravox", most: 160, perSecond: 80, inUse: 1 },
      { source: "cekura", most: 160, perSecond: 80, inUse: 1 },
    ]);
  });

  it("tells how full the memory of the instance is", async () => {
    const world = open();
    world.upstream.calls.push(rawCall(), rawCall());
    await world.ask(await world.visitor(), "/v1/calls");
    const { caches } = await stateOf(world);
    const entries = Object.fromEntries(caches.map(({ name, entries }) => [name, entries]));
    assert.deepEqual(entries, { answers: 1, seenCalls: 2, evaluations: 0, proofs: 1 });
  });

  it("shows the rest where a part cannot be read, and no key anywhere", async () => {
    const fail = () => {
      throw new Error("out of reach");
    };
    const failing = (state: BrokerState): BrokerState => ({
      ...state,
      upstream: fail,
      startsOfKey: fail,
      startsOfAudience: fail,
    });
    const world = open({ state: failing });
    const answer = await world.owner("GET", "state");
    assert.equal(answer.status, 200);
    const text = await answer.text();
    const state = JSON.parse(text) as AdminState;
    assert.deepEqual(state.upstreams[0], {
      source: "ultravox",
      most: 160,
      perSecond: null,
      inUse: null,
    });
    assert.deepEqual(state.starts?.lastMinute, { used: null, most: 360 });
    assert.equal(visitorsOf(state)?.lastDay.used, null);
    assert.ok(!text.includes("AbCdEfGh") && !text.includes("a-key-of-cekura"));
  });
});
