import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { UpstreamObject } from "../../src/index.ts";

function open(name: string) {
  const { UPSTREAMS } = env as unknown as { UPSTREAMS: DurableObjectNamespace<UpstreamObject> };
  return UPSTREAMS.getByName(name);
}

const START_MS = Date.parse("2026-08-15T12:00:00Z");
const all = { members: 1000, visitors: 0 };

/** The object goes by its own clock. */
beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: START_MS });
});
afterEach(() => {
  vi.useRealTimers();
});

function waitUntil(timeMs: number): void {
  vi.setSystemTime(timeMs);
}

describe("UpstreamObject", () => {
  it("does not lease the same rate twice", async () => {
    const object = open("twice");
    const first = await object.lease({ holder: "a", wanted: all });
    const second = await object.lease({ holder: "b", wanted: all });
    expect(first.rates.members).toBeCloseTo(160 / 1.1);
    expect(second.rates.members).toBe(0);
  });

  it("takes back what a lease held when it ends", async () => {
    const object = open("ends");
    const { forMs } = await object.lease({ holder: "a", wanted: all });
    waitUntil(START_MS + forMs);
    expect((await object.lease({ holder: "b", wanted: all })).rates.members).toBeCloseTo(160 / 1.1);
  });

  it("lends for longer in quiet times", async () => {
    const object = open("quiet");
    const quiet = await object.lease({ holder: "a", wanted: { members: 1, visitors: 1 } });
    const busy = await object.lease({ holder: "b", wanted: all });
    expect([quiet.forMs, busy.forMs]).toEqual([10_000, 1000]);
  });

  it("shrinks when the upstream refuses, once for refusals of the same second, and recovers", async () => {
    const object = open("shrinks");
    await object.shrink();
    waitUntil(START_MS + 500);
    await object.shrink();
    const shrunk = await object.lease({ holder: "a", wanted: all });
    expect(shrunk.rates.members).toBeCloseTo((160 / 2 + 5) / 1.1);
    waitUntil(START_MS + 20_000);
    const recovered = await object.lease({ holder: "a", wanted: all });
    expect(recovered.rates.members).toBeCloseTo(160 / 1.1);
  });

  it("gives permits beyond leases up to the budget of a second, and more a second later", async () => {
    const object = open("permits");
    const ask = async () => (await object.permit("members")).ok;
    const asked = await Promise.all(Array.from({ length: 200 }, ask));
    expect(asked.filter((ok) => ok)).toHaveLength(160);
    waitUntil(START_MS + 900);
    expect(await ask()).toBe(false);
    waitUntil(START_MS + 1100);
    expect(await ask()).toBe(true);
  });

  it("counts leases and permits together", async () => {
    const object = open("together");
    await object.lease({ holder: "a", wanted: { members: 50, visitors: 0 } });
    const asked = await Promise.all(Array.from({ length: 200 }, () => object.permit("members")));
    expect(asked.filter(({ ok }) => ok)).toHaveLength(160 - 55);
    const late = await object.lease({ holder: "b", wanted: all });
    expect(late.rates.members).toBe(0);
  });

  it("keeps a part for members, and gives visitors nothing while a member is refused", async () => {
    const object = open("members-first");
    const ask = (crowd: "members" | "visitors") =>
      Promise.all(Array.from({ length: 200 }, async () => (await object.permit(crowd)).ok));
    const count = (answers: boolean[]) => answers.filter((ok) => ok).length;
    expect(count(await ask("visitors"))).toBe(120);
    expect(count(await ask("members"))).toBe(40);
    waitUntil(START_MS + 999);
    expect(count(await ask("visitors"))).toBe(0);
  });

  it("tells a wait that grows with what was asked", async () => {
    const object = open("waits");
    const answers = await Promise.all(Array.from({ length: 640 }, () => object.permit("members")));
    const waits = answers.flatMap((answer) => (answer.ok ? [] : [answer.retryAfterSeconds]));
    expect(Math.min(...waits)).toBe(3);
    expect(Math.max(...waits)).toBe(5);
  });
});
