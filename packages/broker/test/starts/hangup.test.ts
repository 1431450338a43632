import type { CallStarted } from "@keyhole/contract";
import { describe, expect, it } from "vitest";
import { expectProblem } from "../support/expect-problem.ts";
import { rawCall } from "../support/raw-call.ts";
import { enter, hangUp, start, startingBroker, visit } from "../support/start-page.ts";
import { StartingUpstream } from "../support/starting-upstream.ts";

const idOf = async (answer: Response) => (await answer.json<CallStarted>()).id;

describe("POST /v1/calls/:id/hangup", () => {
  it("ends the viewer's call, once or twice", async () => {
    const upstream = new StartingUpstream();
    const page = await visit(startingBroker(upstream));
    const id = await idOf(await start(page));
    upstream.change(id, { joined: new Date().toISOString() });
    for (let count = 0; count < 2; count += 1) {
      const answer = await hangUp(page, id);
      expect([answer.status, await answer.text()]).toEqual([204, ""]);
    }
    expect(upstream.hungUp).toEqual([id]);
  });

  it("answers 204 for a call that nobody joined, and for one that has ended", async () => {
    const upstream = new StartingUpstream();
    const page = await enter(startingBroker(upstream));
    const id = await idOf(await start(page));
    expect((await hangUp(page, id)).status).toBe(204);
    upstream.change(id, { ended: new Date().toISOString(), endReason: "unjoined" });
    expect((await hangUp(page, id)).status).toBe(204);
  });

  it("answers the same for another's call, even one that the viewer may see, and for none", async () => {
    const upstream = new StartingUpstream();
    const broker = startingBroker(upstream, { visitorRows: "public" });
    const [owner, other, member] = [await visit(broker), await visit(broker), await enter(broker)];
    const id = await idOf(await start(owner));
    const foreign = rawCall();
    upstream.calls.push(foreign);
    upstream.change(id, { joined: new Date().toISOString() });
    expect((await other.get(`/v1/calls/${id}`)).status).toBe(200);
    for (const page of [other, member]) {
      for (const one of [id, foreign.callId, crypto.randomUUID(), "no-id"]) {
        const { detail } = await expectProblem(await hangUp(page, one), "not_found");
        expect(detail).toBe("There is no such call here.");
      }
    }
    expect(upstream.hungUp).toEqual([]);
    expect((await hangUp(owner, id)).status).toBe(204);
  });

  it("answers 404 for an own call that is outside of what the member may see by now", async () => {
    const upstream = new StartingUpstream();
    const rows = { metadata: { tenant: "a" } };
    const page = await enter(startingBroker(upstream, { rows }), "ada");
    const id = await idOf(await start(page));
    const narrower = await enter(startingBroker(upstream, { rows: { metadata: { tenant: "b" } } }), "ada");
    expect((await hangUp(narrower, id)).status).toBe(404);
    expect((await hangUp(page, id)).status).toBe(204);
  });

  it("knows a member on another device", async () => {
    const upstream = new StartingUpstream();
    const broker = startingBroker(upstream);
    const id = await idOf(await start(await enter(broker, "ada")));
    upstream.change(id, { joined: new Date().toISOString() });
    expect((await hangUp(await enter(broker, "bob"), id)).status).toBe(404);
    expect((await hangUp(await enter(broker, "ada"), id)).status).toBe(204);
    expect(upstream.hungUp).toEqual([id]);
  });
});
