/** What a page that polls costs in requests to Durable Objects and to the vendor: figures for owners. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type BrokerState, createMemoryState } from "../../src/index.ts";
import type { QuestionState } from "../../src/questions/question-state.ts";
import { openOwnedBrokers } from "../support/owned-brokers.ts";

/** Counts the calls of an object's methods under a name. */
function counted<State extends object>(state: State, name: string, counts: Record<string, number>): State {
  return new Proxy(state, {
    get(target, key) {
      const method: unknown = Reflect.get(target, key);
      if (typeof method !== "function") return method;
      return (...args: unknown[]) => {
        counts[name] = (counts[name] ?? 0) + 1;
        return Reflect.apply(method, target, args);
      };
    },
  });
}

/** One instance of the Worker, with the requests to its objects and to the vendor since `reset`. */
function openCounted() {
  const counts: Record<string, number> = {};
  const budgets = createMemoryState(() => world.now());
  const world = openOwnedBrokers({
    state: (shared): BrokerState => ({
      ...shared,
      viewer: (...name) => counted(shared.viewer(...name), "viewer", counts),
      site: (...name) => counted(shared.site(...name), "site", counts),
      switches: (site) => counted(shared.switches(site), "switches", counts),
      audit: () => counted(shared.audit(), "audit", counts),
      ...(shared.question && {
        question: (name) => counted(shared.question?.(name) as QuestionState, "question", counts),
      }),
      upstream: (name, key) => counted(budgets.upstream(name, key), "upstream", counts),
    }),
    fetch: (...request) => {
      counts.vendor = (counts.vendor ?? 0) + 1;
      return world.upstream.fetch(...request);
    },
  });
  const reset = () => {
    for (const name of Object.keys(counts)) delete counts[name];
  };
  /** Lets time pass, with what an instance does meanwhile. */
  const pass = (ms: number) => world.clock.advanceTo(world.clock.nowMs + ms);
  return { world, counts, reset, pass };
}

describe("the cost of a page at an instance that serves nobody else", () => {
  it("is seven requests to objects and one to the vendor for a poll", async () => {
    const { world, counts, reset, pass } = openCounted();
    const page = await world.member();
    await pass(60_000);
    reset();
    assert.equal((await world.ask(page, "/v1/calls")).status, 200);
    await pass(15_000);
    assert.deepEqual(counts, {
      viewer: 1,
      site: 1,
      switches: 1,
      question: 1,
      upstream: 2,
      audit: 1,
      vendor: 1,
    });
  });

  it("is one request less for a poll within the minute, which the audit log has", async () => {
    const { world, counts, reset, pass } = openCounted();
    const page = await world.member();
    await world.ask(page, "/v1/calls");
    await pass(15_000);
    reset();
    await world.ask(page, "/v1/calls");
    await pass(15_000);
    assert.deepEqual(counts, { viewer: 1, site: 1, switches: 1, question: 1, upstream: 2, vendor: 1 });
  });

  it("is four requests to objects for the token of a member or a visitor", async () => {
    const { world, counts, pass } = openCounted();
    await world.member();
    await pass(5_000);
    assert.deepEqual(counts, { viewer: 1, site: 1, switches: 1, audit: 1 });
    await pass(60_000);
    const visitor = openCounted();
    await visitor.world.visitor();
    await visitor.pass(5_000);
    assert.deepEqual(visitor.counts, { viewer: 1, site: 1, switches: 1, audit: 1 });
  });
});

describe("the cost of many pages at one instance", () => {
  it("is a fifth of a request to objects for a poll, and none to the vendor for most", async () => {
    const { world, counts, reset, pass } = openCounted();
    const page = await world.member();
    const second = async () => {
      for (let poll = 0; poll < 20; poll += 1) {
        await world.ask(page, "/v1/calls");
        await pass(50);
      }
    };
    for (let warm = 0; warm < 3; warm += 1) await second();
    reset();
    for (let seconds = 0; seconds < 5; seconds += 1) await second();
    const { vendor, ...others } = counts;
    assert.ok(vendor !== undefined && vendor <= 3, `${vendor} requests to the vendor`);
    assert.ok(Object.values(others).reduce((sum, count) => sum + count, 0) < 20, JSON.stringify(counts));
  });
});
