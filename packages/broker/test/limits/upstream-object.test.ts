import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import type { UpstreamObject } from "../../src/index.ts";

function open(name: string) {
  const { UPSTREAMS } = env as unknown as { UPSTREAMS: DurableObjectNamespace<UpstreamObject> };
  return UPSTREAMS.getByName(name);
}

const START_MS = Date.parse("2026-08-15T12:00:00Z");
const all = { members: 1000, visitors: 0 };

describe("UpstreamObject", () => {
  it("does not lease the same rate twice", async () => {
    const object = open("twice");
    const first = await object.lease({ holder: "a", wanted: all, nowMs: START_MS });
    const second = await object.lease({ holder: "b", wanted: all, nowMs: START_MS });
    expect(first.rates.members).toBeCloseTo(160 / 1.1);
    expect(second.rates.members).toBe(0);
  });

  it("takes back what a lease held when it ends", async () => {
    const object = open("ends");
    const { untilMs } = await object.lease({ holder: "a", wanted: all, nowMs: START_MS });
    expect((await object.lease({ holder: "b", wanted: all, nowMs: untilMs })).rates.members).toBeCloseTo(
      160 / 1.1,
    );
  });

  it("lends for longer in quiet times", async () => {
    const object = open("quiet");
    const quiet = await object.lease({ holder: "a", wanted: { members: 1, visitors: 1 }, nowMs: START_MS });
    const busy = await object.lease({ holder: "b", wanted: all, nowMs: START_MS });
    expect([quiet.untilMs - START_MS, busy.untilMs - START_MS]).toEqual([10_000, 1000]);
  });

  it("shrinks when the upstream refuses, once for refusals of the same second, and recovers", async () => {
    const object = open("shrinks");
    await object.shrink(START_MS);
    await object.shrink(START_MS + 500);
    const shrunk = await object.lease({ holder: "a", wanted: all, nowMs: START_MS + 500 });
    expect(shrunk.rates.members).toBeCloseTo((160 / 2 + 5) / 1.1);
    const recovered = await object.lease({ holder: "a", wanted: all, nowMs: START_MS + 20_000 });
    expect(recovered.rates.members).toBeCloseTo(160 / 1.1);
  });

  it("gives permits beyond leases up to the budget of a second, and more a second later", async () => {
    const object = open("permits");
    const ask = async (nowMs: number) => (await object.permit({ crowd: "members", nowMs })).ok;
    const asked = await Promise.all(Array.from({ length: 200 }, () => ask(START_MS)));
    expect(asked.filter((ok) => ok)).toHaveLength(160);
    expect(await ask(START_MS + 900)).toBe(false);
    expect(await ask(START_MS + 1100)).toBe(true);
  });

  it("counts leases and permits together", async () => {
    const object = open("together");
    await object.lease({ holder: "a", wanted: { members: 50, visitors: 0 }, nowMs: START_MS });
    const asked = await Promise.all(
      Array.from({ length: 200 }, () => object.permit({ crowd: "members", nowMs: START_MS })),
    );
    expect(asked.filter(({ ok }) => ok)).toHaveLength(160 - 55);
    const late = await object.lease({ holder: "b", wanted: all, nowMs: START_MS });
    expect(late.rates.members).toBe(0);
  });

  it("keeps a part for members, and gives visitors nothing while a member is refused", async () => {
    const object = open("members-first");
    const ask = (crowd: "members" | "visitors", nowMs: number) =>
      Promise.all(Array.from({ length: 200 }, async () => (await object.permit({ crowd, nowMs })).ok));
    const count = (answers: boolean[]) => answers.filter((ok) => ok).length;
    expect(count(await ask("visitors", START_MS))).toBe(120);
    expect(count(await ask("members", START_MS))).toBe(40);
    expect(count(await ask("visitors", START_MS + 999))).toBe(0);
  });

  it("tells a wait that grows with what was asked", async () => {
    const object = open("waits");
    const answers = await Promise.all(
      Array.from({ length: 640 }, () => object.permit({ crowd: "members", nowMs: START_MS })),
    );
    const waits = answers.flatMap((answer) => (answer.ok ? [] : [answer.retryAfterSeconds]));
    expect(Math.min(...waits)).toBe(3);
    expect(Math.max(...waits)).toBe(5);
  });
});
