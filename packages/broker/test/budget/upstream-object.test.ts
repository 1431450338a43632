import { env } from "cloudflare:workers";
import { expect, it } from "vitest";
import type { UpstreamObject } from "../../src/worker.ts";

it("keeps one budget for all callers", async () => {
  const { UPSTREAMS } = env as unknown as { UPSTREAMS: DurableObjectNamespace<UpstreamObject> };
  const [one, other] = [UPSTREAMS.getByName("shared"), UPSTREAMS.getByName("shared")];
  const { rates } = await one.lease({ holder: "a", wanted: { members: 1000, visitors: 0 } });
  expect(rates.members).toBeGreaterThan(70);
  expect(
    (await other.lease({ holder: "b", wanted: { members: 1000, visitors: 0 } })).rates.members,
  ).toBeLessThan(5);
  expect(await other.permit("visitors")).toEqual({ ok: false, retryAfterSeconds: expect.any(Number) });
  await other.shrink();
  expect((await one.permit("members")).ok).toBe(false);
});
