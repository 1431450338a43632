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
    expect(first.rates.members).toBeCloseTo(175 / 1.1);
    expect(second.rates.members).toBe(0);
  });

  it("takes back what a lease held when it ends", async () => {
    const object = open("ends");
    const { untilMs } = await object.lease({ holder: "a", wanted: all, nowMs: START_MS });
    expect((await object.lease({ holder: "b", wanted: all, nowMs: untilMs })).rates.members).toBeCloseTo(
      175 / 1.1,
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
    expect(shrunk.rates.members).toBeCloseTo((175 / 2 + 5) / 1.1);
    const recovered = await object.lease({ holder: "a", wanted: all, nowMs: START_MS + 20_000 });
    expect(recovered.rates.members).toBeCloseTo(175 / 1.1);
  });
});
