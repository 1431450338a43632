import type { CallStarted } from "@keyhole/contract";
import { describe, expect, it } from "vitest";
import { expectProblem } from "../support/expect-problem.ts";
import { enter, hangUp, newKey, start, startingBroker, visit } from "../support/start-page.ts";
import { StartingUpstream } from "../support/starting-upstream.ts";

/** A clock that a test moves on. */
function movedClock() {
  let aheadMs = 0;
  return {
    now: () => Date.now() + aheadMs,
    forward(ms: number) {
      aheadMs += ms;
    },
  };
}

async function open(setting: Parameters<typeof startingBroker>[1] = {}) {
  const clock = movedClock();
  const upstream = new StartingUpstream(clock.now);
  const broker = startingBroker(upstream, { ...setting, now: clock.now });
  return { clock, upstream, broker, key: newKey() };
}

const idOf = async (answer: Response) => (await answer.json<CallStarted>()).id;

describe("the same Idempotency-Key", () => {
  it("gives the same call again, with 200", async () => {
    const { upstream, broker, key } = await open();
    const page = await visit(broker);
    const first = await start(page, { variables: { name: "Ada" } }, key);
    const again = await start(page, { variables: { name: "Ada" } }, key);
    expect([first.status, again.status]).toEqual([201, 200]);
    expect(await again.json()).toEqual(await first.json());
    expect(upstream.starts.length).toBe(1);
  });

  it("gives one call to those who ask at once", async () => {
    const { upstream, broker, key } = await open();
    const page = await visit(broker);
    const answers = await Promise.all(Array.from({ length: 8 }, () => start(page, {}, key)));
    const ids = await Promise.all(answers.map(idOf));
    expect(new Set(ids).size).toBe(1);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([...Array(7).fill(200), 201]);
    expect(upstream.starts.length).toBe(1);
  });

  it("is a member's with all its keys, and nobody else's", async () => {
    const { upstream, broker, key } = await open();
    const [one, same, other] = [
      await enter(broker, "ada"),
      await enter(broker, "ada"),
      await enter(broker, "bob"),
    ];
    const ids = [await idOf(await start(one, {}, key)), await idOf(await start(same, {}, key))];
    expect(new Set(ids).size).toBe(1);
    expect(await idOf(await start(other, {}, key))).not.toBe(ids[0]);
    expect(upstream.calls.length).toBe(2);
  });

  it.each([
    ["other variables", { variables: { name: "Bob" } }],
    ["another medium", { medium: "text" }],
    ["other metadata", { metadata: { campaign: "x" } }],
  ])("is a conflict for %s", async (_, body) => {
    const { upstream, broker, key } = await open();
    const page = await visit(broker);
    expect((await start(page, {}, key)).status).toBe(201);
    await expectProblem(await start(page, body, key), "conflict");
    expect(upstream.starts.length).toBe(1);
  });

  it("is the same for the same agent, named or not, and the same variables in another order", async () => {
    const { broker, key } = await open();
    const page = await visit(broker);
    const id = await idOf(await start(page, { variables: { name: "A", order: "1" } }, key));
    const body = {
      agent: "AAAAAAAA-0000-4000-8000-000000000001",
      medium: "voice",
      variables: { order: "1", name: "A" },
    };
    expect(await idOf(await start(page, body, key))).toBe(id);
  });

  it("is a conflict once nobody can join any more, and after a hangup", async () => {
    const { clock, broker, key } = await open();
    const page = await visit(broker);
    const id = await idOf(await start(page, {}, key));
    expect((await hangUp(page, id)).status).toBe(204);
    await expectProblem(await start(page, {}, key), "conflict");
    const next = newKey();
    expect((await start(page, {}, next)).status).toBe(201);
    clock.forward(31_000);
    await expectProblem(await start(page, {}, next), "conflict");
  });

  it("finds the call again whose answer was lost", async () => {
    const { upstream, broker, key } = await open();
    upstream.manners = ["answer lost"];
    const page = await visit(broker);
    const answer = await start(page, {}, key);
    expect(answer.status).toBe(201);
    expect(await idOf(answer)).toBe(upstream.only.callId);
  });

  it("finds it later where the vendor lists it later, and makes no second one", async () => {
    const { clock, upstream, broker, key } = await open();
    upstream.manners = ["answer lost"];
    upstream.isListed = false;
    const page = await visit(broker);
    await expectProblem(await start(page, {}, key), "upstream_unavailable");
    clock.forward(16_000);
    await expectProblem(await start(page, {}, key), "upstream_unavailable");
    upstream.isListed = true;
    expect(await idOf(await start(page, {}, key))).toBe(upstream.only.callId);
    expect(upstream.starts.length).toBe(1);
  });

  it("starts a call once it is sure that there is none", async () => {
    const { clock, upstream, broker, key } = await open({
      talk: { limits: { visitor: { startsPerDay: 1 } } },
    });
    upstream.manners = ["request lost"];
    // A proof's time may be off by 60 s either way.
    clock.forward(-40_000);
    const page = await visit(broker);
    await expectProblem(await start(page, {}, key), "upstream_unavailable");
    clock.forward(61_000);
    expect((await start(page, {}, key)).status).toBe(201);
    expect(upstream.starts.length).toBe(1);
  });

  it("finds it with a broker that knows nothing but the booked start", async () => {
    const { clock, upstream, broker, key } = await open();
    upstream.manners = ["answer lost"];
    upstream.isListed = false;
    const page = await visit(broker);
    await expectProblem(await start(page, {}, key), "upstream_unavailable");
    upstream.isListed = true;
    clock.forward(31_000);
    // Too late to join: it is not made again either.
    await expectProblem(await start(page, {}, key), "conflict");
    expect(upstream.calls.length).toBe(1);
  });
});
