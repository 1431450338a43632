import type { CallStarted } from "@keyhole/contract";
import { describe, expect, it } from "vitest";
import { expectProblem } from "../support/expect-problem.ts";
import { enter, hangUp, newKey, start, startingBroker, visit } from "../support/start-page.ts";
import { StartingUpstream } from "../support/starting-upstream.ts";

const FREE = { startsPerHour: 100, startsPerDay: 100, minutesPerDay: 10_000, callsAtOnce: 100 };

function open(limits: object, env: Record<string, unknown> = { ULTRAVOX_PLAN: "scale" }) {
  const upstream = new StartingUpstream();
  const all = { visitor: FREE, member: FREE, visitors: FREE, members: FREE, ...limits };
  return { upstream, broker: startingBroker(upstream, { talk: { limits: all }, env }) };
}

const idOf = async (answer: Response) => (await answer.json<CallStarted>()).id;
const agoMs = (ms: number) => new Date(Date.now() - ms).toISOString();

describe("limits of starts", () => {
  it.each([
    ["startsPerHour", 3_600],
    ["startsPerDay", 3_600],
  ])("hold %s over a sliding time, and tell the wait", async (name, waitSeconds) => {
    const { upstream, broker } = open({ visitor: { ...FREE, [name]: 2 } });
    const page = await visit(broker);
    expect([(await start(page)).status, (await start(page)).status]).toEqual([201, 201]);
    const { retryAfterSeconds } = await expectProblem(await start(page), "quota_exceeded");
    expect(retryAfterSeconds).toBeGreaterThan(waitSeconds - 60);
    expect(retryAfterSeconds).toBeLessThanOrEqual(waitSeconds);
    expect(upstream.calls.length).toBe(2);
    expect((await start(await visit(broker))).status).toBe(201);
  });

  it("reserve the longest duration, and give back what a call did not take", async () => {
    const { upstream, broker } = open({ visitor: { ...FREE, minutesPerDay: 15 } });
    const page = await visit(broker);
    const id = await idOf(await start(page));
    await expectProblem(await start(page), "quota_exceeded");
    upstream.change(id, { joined: agoMs(120_000), ended: agoMs(0), endReason: "hangup" });
    expect((await start(page)).status).toBe(201);
    await expectProblem(await start(page), "quota_exceeded");
  });

  it("let one call at once, until it is over upstream, was never joined, or is hung up", async () => {
    const { upstream, broker } = open({ visitor: { ...FREE, callsAtOnce: 1 } });
    const page = await visit(broker);
    const first = await idOf(await start(page));
    await expectProblem(await start(page), "quota_exceeded");
    upstream.change(first, { joined: agoMs(1_000) });
    await expectProblem(await start(page), "quota_exceeded");
    upstream.change(first, { ended: agoMs(0), endReason: "agent_hangup" });
    const second = await idOf(await start(page));
    upstream.change(second, { ended: agoMs(0), endReason: "unjoined" });
    const third = await idOf(await start(page));
    expect((await hangUp(page, third)).status).toBe(204);
    expect((await start(page)).status).toBe(201);
  });

  it.each(["startsPerHour", "minutesPerDay", "callsAtOnce"])(
    "of all visitors hold %s over all of them, and leave members alone",
    async (name) => {
      const most = name === "minutesPerDay" ? 10 : 1;
      const { broker } = open({ visitors: { ...FREE, [name]: most } });
      expect((await start(await visit(broker))).status).toBe(201);
      await expectProblem(await start(await visit(broker)), "quota_exceeded");
      expect((await start(await enter(broker))).status).toBe(201);
    },
  );

  it("let a viewer who is refused take nothing from others", async () => {
    const { upstream, broker } = open({
      visitor: { ...FREE, callsAtOnce: 1 },
      visitors: { ...FREE, startsPerDay: 3 },
    });
    const greedy = await visit(broker);
    await start(greedy);
    for (let count = 0; count < 5; count += 1) await expectProblem(await start(greedy), "quota_exceeded");
    expect((await start(await visit(broker))).status).toBe(201);
    expect((await start(await visit(broker))).status).toBe(201);
    expect(upstream.calls.length).toBe(3);
  });

  it("keep the plan's calls at once and rate, and free a start that the crowd or the plan refused", async () => {
    const { upstream, broker } = open({ visitor: { ...FREE, startsPerDay: 1 } }, { ULTRAVOX_PLAN: "free" });
    const pages = await Promise.all(Array.from({ length: 6 }, () => visit(broker)));
    for (const page of pages.slice(0, 5)) expect((await start(page)).status).toBe(201);
    const last = pages[5] ?? (await visit(broker));
    const key = newKey();
    const { retryAfterSeconds } = await expectProblem(await start(last, {}, key), "upstream_rate_limited");
    expect(retryAfterSeconds).toBeGreaterThan(0);
    for (const { callId } of upstream.calls.slice(0, 1)) {
      upstream.change(callId, { ended: agoMs(0), endReason: "unjoined" });
    }
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    expect((await start(last, {}, key)).status).toBe(201);
    expect(upstream.calls.length).toBe(6);
  });
});
