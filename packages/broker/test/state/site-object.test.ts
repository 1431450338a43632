import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";

const newSite = () => env.SITES.getByName(crypto.randomUUID());
type Site = ReturnType<typeof newSite>;

const use = (changes: object = {}) => ({
  kind: "request" as const,
  limitPerMinute: 3,
  count: 1,
  nowMs: Date.now(),
  ...changes,
});
const LONG_AGO_MS = Date.now() - 600_000;

const alarmOf = (site: Site) => runInDurableObject(site, (_, { storage }) => storage.getAlarm());
const tablesOf = (site: Site) =>
  runInDurableObject(site, (_, { storage }) =>
    storage.sql
      .exec<{ name: string }>("SELECT name FROM sqlite_master WHERE name NOT LIKE '\\_%' ESCAPE '\\'")
      .toArray()
      .map(({ name }) => name),
  );

describe("the uses of an audience", () => {
  it("are counted by kind, all of a batch or none", async () => {
    const site = newSite();
    expect(await site.take(use({ count: 2 }))).toEqual({ ok: true });
    expect(await site.take(use({ count: 2 }))).toMatchObject({ ok: false });
    expect(await site.take(use({ count: 1 }))).toEqual({ ok: true });
    expect(await site.take(use({ count: 1 }))).toMatchObject({ ok: false });
    expect(await site.take(use({ kind: "mint", count: 3 }))).toEqual({ ok: true });
  });

  it("survives the object's sleep", async () => {
    const site = newSite();
    await site.take(use({ count: 3 }));
    await evictDurableObject(site);
    expect(await site.take(use())).toMatchObject({ ok: false });
  });

  it("survives a sweep within its minute", async () => {
    const site = newSite();
    await site.take(use({ count: 3 }));
    expect(await runDurableObjectAlarm(site)).toBe(true);
    expect(await site.take(use())).toMatchObject({ ok: false });
    expect(await alarmOf(site)).toBeGreaterThan(Date.now());
  });

  it("are separate for each site and audience", async () => {
    const [one, other] = [newSite(), newSite()];
    await one.take(use({ count: 3 }));
    expect(await other.take(use({ count: 3 }))).toEqual({ ok: true });
  });
});

describe("the object", () => {
  it("schedules a sweep once it stores anything", async () => {
    const site = newSite();
    expect(await alarmOf(site)).toBeNull();
    await site.take(use());
    expect(await alarmOf(site)).toBeGreaterThan(Date.now());
  });

  it.each([
    ["awake", async () => {}],
    ["asleep", (site: Site) => evictDurableObject(site)],
  ])("deletes its storage after its minute, though it was %s", async (_, before) => {
    const site = newSite();
    await site.take(use({ nowMs: LONG_AGO_MS }));
    expect(await tablesOf(site)).toEqual(["uses"]);
    await before(site);
    await runDurableObjectAlarm(site);
    expect(await tablesOf(site)).toEqual([]);
    expect(await alarmOf(site)).toBeNull();
  });

  it("works and sweeps again after deleting its storage", async () => {
    const site = newSite();
    await site.take(use({ nowMs: LONG_AGO_MS }));
    await runDurableObjectAlarm(site);
    expect(await site.take(use({ count: 3, nowMs: LONG_AGO_MS }))).toEqual({ ok: true });
    expect(await site.take(use({ nowMs: LONG_AGO_MS }))).toMatchObject({ ok: false });
    expect(await alarmOf(site)).toBeGreaterThan(Date.now());
    await runDurableObjectAlarm(site);
    expect(await tablesOf(site)).toEqual([]);
  });
});
