import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { CallStarted, SwitchChanged } from "@keyhole/contract";
import { nameOfVisitor, type OwnedBrokers, openOwnedBrokers, outcomeOf } from "../support/owned-brokers.ts";
import type { TestPage } from "../support/test-page.ts";

describe("a kill switch over calls", () => {
  const startWith = async (world: OwnedBrokers, page: TestPage) => {
    const answer = await world.ask(page, "/v1/calls", undefined, {
      method: "POST",
      headers: { "Content-Type": "application/json", "Idempotency-Key": `key-${crypto.randomUUID()}` },
      body: "{}",
    });
    return answer;
  };
  async function startCall(world: OwnedBrokers, page: TestPage, isJoined = true): Promise<string> {
    const { id } = (await (await startWith(world, page)).json()) as CallStarted;
    if (isJoined) world.upstream.change(id, { joined: new Date(world.now()).toISOString() });
    return id;
  }
  const callsOf = async (answer: Response) => {
    const { calls } = (await answer.json()) as SwitchChanged;
    assert.ok(calls);
    return calls;
  };

  it("of a site hangs up all its calls", async () => {
    const world = openOwnedBrokers();
    const ids = [
      await startCall(world, await world.visitor()),
      await startCall(world, await world.visitor()),
      await startCall(world, await world.member()),
    ];
    const answer = await world.owner("PUT", "switches/acme", { disabled: true });
    assert.deepEqual(await callsOf(answer), { hungUp: 3, waiting: 0, failed: 0 });
    assert.deepEqual(world.upstream.hungUp.toSorted(), ids.toSorted());
    // What is over is not hung up again.
    const again = await world.owner("PUT", "switches/acme", { disabled: true });
    assert.deepEqual(await callsOf(again), { hungUp: 0, waiting: 0, failed: 0 });
  });

  it("of a subject hangs up that subject's calls alone", async () => {
    const world = openOwnedBrokers();
    const [page, other] = [await world.visitor(), await world.visitor()];
    const own = await startCall(world, page);
    await startCall(world, other);
    const path = `switches/acme/subjects/${await nameOfVisitor(page)}`;
    assert.equal((await callsOf(await world.owner("PUT", path, { disabled: true }))).hungUp, 1);
    assert.deepEqual(world.upstream.hungUp, [own]);
  });

  it("hangs up a call that was joined after its viewer had hung it up", async () => {
    const world = openOwnedBrokers();
    const page = await world.visitor();
    const id = await startCall(world, page, false);
    const left = await world.ask(page, `/v1/calls/${id}/hangup`, undefined, { method: "POST" });
    assert.equal(left.status, 204);
    world.upstream.change(id, { joined: new Date(world.now()).toISOString() });
    const answer = await world.owner("PUT", "switches/acme", { disabled: true });
    assert.equal((await callsOf(answer)).hungUp, 1);
  });

  it("hangs up later who joins later", async () => {
    const world = openOwnedBrokers();
    const joinsLater = await startCall(world, await world.visitor(), false);
    const answer = await world.owner("PUT", "switches/acme", { disabled: true });
    assert.deepEqual(await callsOf(answer), { hungUp: 0, waiting: 1, failed: 0 });
    world.upstream.change(joinsLater, { joined: new Date(world.now()).toISOString() });
    await world.clock.advanceTo(world.clock.nowMs + 5_000);
    await Promise.all(world.background);
    assert.deepEqual(world.upstream.hungUp, [joinsLater]);
  });

  it("tells what it could not hang up, and tries again", async () => {
    let isDown = false;
    const world: OwnedBrokers = openOwnedBrokers({
      fetch: (input, init) =>
        isDown ? Promise.reject(new TypeError("connection reset")) : world.upstream.fetch(input, init),
    });
    const id = await startCall(world, await world.visitor());
    isDown = true;
    const asked = world.owner("PUT", "switches/acme", { disabled: true });
    assert.deepEqual(await callsOf(await asked), { hungUp: 0, waiting: 0, failed: 1 });
    isDown = false;
    await world.clock.advanceTo(world.clock.nowMs + 5_000);
    await Promise.all(world.background);
    assert.deepEqual(world.upstream.hungUp, [id]);
  });

  it("holds where the calls cannot be looked up, and hangs them up once they can", async () => {
    let isDown = false;
    const world = openOwnedBrokers({
      state: (state) => ({
        ...state,
        startsOfAudience(site, audience) {
          const ledger = state.startsOfAudience(site, audience);
          return new Proxy(ledger, {
            get(target, name) {
              if (isDown && name === "open") return () => Promise.reject(new Error("out of reach"));
              const value: unknown = Reflect.get(target, name);
              return typeof value === "function" ? value.bind(target) : value;
            },
          });
        },
      }),
    });
    const page = await world.visitor();
    const id = await startCall(world, page);
    isDown = true;
    const answer = await world.owner("PUT", "switches/acme", { disabled: true });
    assert.equal(answer.status, 200);
    assert.equal(((await answer.json()) as SwitchChanged).calls, null);
    assert.equal(await outcomeOf(await world.ask(page, "/v1/calls")), "site_disabled");
    await world.clock.advanceTo(world.clock.nowMs + 5_000);
    isDown = false;
    await world.clock.advanceTo(world.clock.nowMs + 5_000);
    await Promise.all(world.background);
    assert.deepEqual(world.upstream.hungUp, [id]);
  });

  it("goes on with no call of a site that is switched on again", async () => {
    const world = openOwnedBrokers();
    const id = await startCall(world, await world.visitor(), false);
    await world.owner("PUT", "switches/acme", { disabled: true });
    await world.owner("PUT", "switches/acme", { disabled: false });
    world.upstream.change(id, { joined: new Date(world.now()).toISOString() });
    await world.clock.advanceTo(world.clock.nowMs + 30_000);
    await Promise.all(world.background);
    assert.deepEqual(world.upstream.hungUp, []);
  });

  it("gives no page a call that was being made meanwhile", async () => {
    const world: OwnedBrokers = openOwnedBrokers({
      count: 2,
      async fetch(input, init) {
        const answer = await world.upstream.fetch(input, init);
        const { method, url } = new Request(input, init);
        // The owner switches at another isolate while the call is being made.
        if (method === "POST" && url.endsWith("/calls"))
          await world.owner("PUT", "switches/acme", { disabled: true }, world.brokers[1]);
        return answer;
      },
    });
    const answer = await startWith(world, await world.visitor());
    const text = await answer.text();
    assert.equal(JSON.parse(text).code, "site_disabled");
    assert.ok(!text.includes("wss://"));
    assert.equal(world.upstream.calls.length, 1);
  });
});
