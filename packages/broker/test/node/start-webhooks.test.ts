import assert from "node:assert/strict";
import { afterEach, describe, it } from "node:test";
import type { CallStarted, ProblemCode } from "@keyhole/contract";
import { jwt, type SiteConfig } from "../../src/index.ts";
import { type BridgeWorld, openBridgeWorld, SECONDS } from "../support/bridge-world.ts";
import { ASSERTION_SECRET, ISSUER } from "../support/identities.ts";
import { signAssertion } from "../support/sign-jwt.ts";
import { TestPage } from "../support/test-page.ts";

const AGENT = "a1d5c0de-0001-4000-8000-000000000001";
const FREE = { startsPerHour: 100, startsPerDay: 100, minutesPerDay: 10_000, callsAtOnce: 100 };
const scopes = ["calls:read", "calls:start"] as const;

let world: BridgeWorld;
afterEach(() => world?.close());

/** A site whose viewers may start calls of at most ten minutes, within a limit of one of them. */
async function open(limit: Partial<typeof FREE>): Promise<BridgeWorld> {
  const own = { ...FREE, ...limit };
  const site: Partial<SiteConfig> = {
    talk: {
      agents: { [AGENT]: { maxDurationSeconds: 600, joinTimeoutSeconds: 30 } },
      limits: { visitor: own, member: own, visitors: FREE, members: FREE },
    },
    visitors: { rows: "own", scopes },
    members: {
      verify: jwt({ secret: ASSERTION_SECRET, issuer: ISSUER }),
      grant: () => ({ scopes, rows: "all" }),
    },
  };
  world = await openBridgeWorld({
    site,
    env: { ACME_ASSERTION_SECRET: ASSERTION_SECRET, ULTRAVOX_PLAN: "scale" },
    simulator: { plan: "scale" },
  });
  return world;
}

const VIEWERS = {
  visitor: () => TestPage.visit(world.broker),
  member: async () => TestPage.enter(world.broker, await signAssertion()),
};

/** Asks for a call. */
function start(page: TestPage, key = `key-${crypto.randomUUID()}`): Promise<Response> {
  return page.get("/v1/calls", {
    method: "POST",
    headers: { "Content-Type": "application/json", "Idempotency-Key": key },
    body: "{}",
  });
}

const idOf = async (answer: Response) => ((await answer.json()) as CallStarted).id;
const codeOf = async (answer: Response) => ((await answer.json()) as { code: ProblemCode }).code;
const tell = async (...told: Parameters<BridgeWorld["tell"]>) =>
  assert.equal((await world.tell(...told)).status, 204);

/** How often the broker has read a call. */
const readsOf = (id: string) => world.asked.filter((url) => url.endsWith(`/calls/${id}`)).length;

for (const [kind, enter] of Object.entries(VIEWERS)) {
  describe(`a webhook about a call that a ${kind} has started`, () => {
    it("ends the answer to its Idempotency-Key once it is joined", async () => {
      await open({});
      const page = await enter();
      const key = `key-${crypto.randomUUID()}`;
      const id = await idOf(await start(page, key));
      assert.equal((await start(page, key)).status, 200);
      world.simulator.joinCall(id);
      await tell(id, "call.joined");
      assert.equal(await codeOf(await start(page, key)), "conflict");
    });

    it("makes room for the next call once it has ended, without a look upstream", async () => {
      await open({ callsAtOnce: 1 });
      const page = await enter();
      const id = await idOf(await start(page));
      world.simulator.joinCall(id);
      await tell(id, "call.joined");
      assert.equal(await codeOf(await start(page)), "quota_exceeded");
      const reads = readsOf(id);
      world.simulator.endCall(id);
      await tell(id, "call.ended");
      assert.equal((await start(page)).status, 201);
      assert.equal(readsOf(id), reads);
    });

    it("gives back the minutes that it did not take, however often and in whatever order it comes", async () => {
      await open({ minutesPerDay: 11 });
      const page = await enter();
      const id = await idOf(await start(page));
      world.simulator.joinCall(id);
      await world.pass(20 * SECONDS);
      world.simulator.endCall(id);
      for (const event of ["call.ended", "call.ended", "call.joined", "call.billed", "call.ended"] as const)
        await tell(id, event);
      // 20 of 660 seconds are taken: there is room for one call of ten minutes.
      assert.equal((await start(page)).status, 201);
      assert.equal(readsOf(id), 0);
      assert.equal(await codeOf(await start(page)), "quota_exceeded");
    });

    it("gives back all minutes of a call that nobody joined", async () => {
      await open({ minutesPerDay: 10, callsAtOnce: 1 });
      const page = await enter();
      const id = await idOf(await start(page));
      await world.pass(31 * SECONDS);
      await tell(id, "call.ended");
      assert.equal((await start(page)).status, 201);
      assert.equal(readsOf(id), 0);
    });
  });
}

describe("a call that its viewer hung up before anyone joined", () => {
  const hangUp = async (page: TestPage, id: string) =>
    assert.equal((await page.get(`/v1/calls/${id}/hangup`, { method: "POST" })).status, 204);

  it("is one of those at once again where it is joined all the same", async () => {
    await open({ callsAtOnce: 1 });
    const page = await VIEWERS.visitor();
    const id = await idOf(await start(page));
    await hangUp(page, id);
    world.simulator.joinCall(id);
    await tell(id, "call.joined");
    assert.equal(await codeOf(await start(page)), "quota_exceeded");
    world.simulator.endCall(id);
    await tell(id, "call.ended");
    assert.equal((await start(page)).status, 201);
  });

  it("keeps its minutes until it is known that nobody did", async () => {
    await open({ minutesPerDay: 10 });
    const page = await VIEWERS.visitor();
    const id = await idOf(await start(page));
    await hangUp(page, id);
    const refused = await start(page);
    assert.equal(refused.headers.get("Retry-After"), "30");
    assert.equal(await codeOf(refused), "quota_exceeded");
    await world.pass(31 * SECONDS);
    // No webhook came: the call is read.
    assert.equal((await start(page)).status, 201);
  });
});

describe("a webhook about a call that no page has started", () => {
  it("settles nothing, whatever its metadata says", async () => {
    await open({ callsAtOnce: 1 });
    const page = await VIEWERS.visitor();
    const id = await idOf(await start(page));
    world.simulator.joinCall(id);
    const { baseUrl, apiKey, fetchInProcess } = world.simulator;
    const read = await fetchInProcess(`${baseUrl}/calls/${id}`, { headers: { "X-API-Key": apiKey } });
    const { metadata } = (await read.json()) as { metadata: Record<string, string> };
    assert.ok(metadata.keyhole_start);
    for (const copied of [{}, metadata, { ...metadata, keyhole_start: "another" }]) {
      const other = world.simulator.addCall({ status: "active", metadata: copied });
      world.simulator.endCall(other);
      await tell(other, "call.ended");
    }
    assert.equal(await codeOf(await start(page)), "quota_exceeded");
  });
});
