import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, it } from "vitest";

const LONG_AGO_MS = Date.now() - 600_000;

it("a sleeping viewer's object deletes itself when all has expired, and leaves no alarm", async () => {
  const viewer = env.VIEWERS.getByName(crypto.randomUUID());
  await viewer.admit({
    kind: "mint",
    limitPerMinute: 1,
    nowMs: LONG_AGO_MS,
    proof: { id: "over", expiresAtMs: LONG_AGO_MS },
    assertion: { id: "over", thumbprint: "first", expiresAtMs: LONG_AGO_MS },
  });
  await evictDurableObject(viewer);
  expect(await runDurableObjectAlarm(viewer)).toBe(true);
  const left = await runInDurableObject(viewer, async (_, { storage }) => ({
    alarm: await storage.getAlarm(),
    tables: storage.sql
      .exec("SELECT name FROM sqlite_master WHERE name NOT LIKE '\\_%' ESCAPE '\\'")
      .toArray(),
  }));
  expect(left).toEqual({ alarm: null, tables: [] });
});
