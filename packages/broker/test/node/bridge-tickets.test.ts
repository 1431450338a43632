import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { RECEPTION_AGENT_ID, SUPPORT_AGENT_ID } from "@keyhole/simulator";
import { type BridgeWorld, HOURS, MINUTES, openBridgeWorld, SECONDS } from "../support/bridge-world.ts";
import { PAGE_ORIGIN } from "../support/identities.ts";

let world: BridgeWorld;
before(async () => {
  world = await openBridgeWorld();
});
after(() => world?.close());

/** The address of the recording that Cekura gets with a call. */
async function sentUrl(agentId = RECEPTION_AGENT_ID): Promise<string> {
  const created = world.ago(20 * MINUTES);
  const callId = world.simulator.addCall({ created, durationSeconds: 30, agentId });
  await world.tell(callId);
  await world.pass(5 * SECONDS);
  return String(world.received().get(callId)?.fields.voice_recording_url);
}

describe("the ticket that Cekura gets", () => {
  it("opens the recording for a program, also in parts, for 24 hours", async () => {
    const url = await sentUrl();
    const answer = await world.broker.request(url);
    assert.equal(answer.status, 200);
    assert.match(answer.headers.get("Content-Type") ?? "", /^audio\//);
    assert.ok((await answer.arrayBuffer()).byteLength > 1000);
    const part = await world.broker.request(url, { headers: { Range: "bytes=0-99" } });
    assert.equal(part.status, 206);
    await world.pass(24 * HOURS - MINUTES);
    assert.equal((await world.broker.request(url)).status, 200);
    await world.pass(2 * MINUTES);
    assert.equal((await world.broker.request(url)).status, 404);
  });

  it("does not open as a page, nor in a frame", async () => {
    const url = await sentUrl();
    for (const destination of ["document", "iframe"]) {
      const headers = { "Sec-Fetch-Dest": destination };
      assert.equal((await world.broker.request(url, { headers })).status, 400);
    }
  });

  it("has a limit of its own: neither other calls nor viewers wait for it", async () => {
    const [one, other] = [await sentUrl(), await sentUrl()];
    const statuses: number[] = [];
    for (let count = 0; count < 61; count += 1) {
      const answer = await world.broker.request(one, { method: "HEAD" });
      statuses.push(answer.status);
    }
    assert.deepEqual([statuses.slice(0, 60).every((status) => status === 200), statuses[60]], [true, 429]);
    assert.equal((await world.broker.request(other, { method: "HEAD" })).status, 200);
    const visitors = world.state.site("acme", "visitors");
    const members = world.state.site("acme", "members");
    for (const site of [visitors, members]) {
      const use = { kind: "recording", limitPerMinute: 1, count: 1, nowMs: world.now() } as const;
      assert.equal((await site.take(use)).ok, true, "nobody has used any of it");
    }
  });

  it("closes when the site has no bridge, or not this agent any more", async () => {
    const url = await sentUrl(SUPPORT_AGENT_ID);
    assert.equal((await world.open().request(url, { method: "HEAD" })).status, 200);
    for (const site of [{ bridge: undefined }, { agents: [RECEPTION_AGENT_ID] }]) {
      assert.equal((await world.open(site).request(url, { method: "HEAD" })).status, 404);
    }
  });

  it("plays on no page of the site", async () => {
    const answer = await world.broker.request(await sentUrl(), { headers: { Origin: PAGE_ORIGIN } });
    assert.equal(answer.status, 403);
    await answer.body?.cancel();
  });
});
