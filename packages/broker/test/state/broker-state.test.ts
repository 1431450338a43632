import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { createMemoryState } from "../../src/index.ts";
import { createObjectState } from "../../src/worker/object-state.ts";
import { KEYHOLE_SECRET } from "../support/identities.ts";

const NOW_MS = Date.now();
const STATES = [
  ["in memory", () => createMemoryState()],
  ["in Durable Objects", () => createObjectState({ ...env, KEYHOLE_SECRET })],
] as const;

const request = (changes: object = {}) => ({
  kind: "request" as const,
  limitPerMinute: 2,
  nowMs: NOW_MS,
  proof: null,
  ...changes,
});

describe.each(STATES)("the broker's state %s", (_, createState) => {
  const open = () => ({ state: createState(), site: crypto.randomUUID() });

  it("counts a viewer's uses by kind, and frees them after a minute", async () => {
    const { state, site } = open();
    const viewer = state.viewer(site, "visitor:a");
    const admit = async (changes: object = {}) => (await viewer.admit(request(changes))).ok;
    expect([await admit(), await admit(), await admit()]).toEqual([true, true, false]);
    expect(await admit({ kind: "mint" })).toBe(true);
    expect(await viewer.admit(request({ nowMs: NOW_MS + 30_000 }))).toEqual({
      ok: false,
      reason: "limited",
      retryAfterSeconds: 31,
    });
    expect(await admit({ nowMs: NOW_MS + 61_000 })).toBe(true);
  });

  it("keeps viewers and sites apart", async () => {
    const { state, site } = open();
    const admit = async (id: string, subject: string) =>
      (await state.viewer(id, subject).admit(request({ limitPerMinute: 1 }))).ok;
    expect(await admit(site, "visitor:a")).toBe(true);
    expect(await admit(site, "visitor:a")).toBe(false);
    expect(await admit(site, "visitor:b")).toBe(true);
    expect(await admit(`${site}-other`, "visitor:a")).toBe(true);
  });

  it("refuses a proof that comes again", async () => {
    const { state, site } = open();
    const use = request({ proof: { id: "proof-1", expiresAtMs: NOW_MS + 60_000 } });
    expect(await state.viewer(site, "visitor:a").admit(use)).toEqual({ ok: true });
    expect(await state.viewer(site, "visitor:a").admit(use)).toEqual({ ok: false, reason: "replayed" });
  });

  it("binds an assertion to the key that uses it first", async () => {
    const { state, site } = open();
    const mint = (thumbprint: string, isSingleUse = false) => {
      const assertion = { id: "one", thumbprint, expiresAtMs: NOW_MS + 60_000, isSingleUse };
      return state.viewer(site, "member:a").admit(request({ limitPerMinute: 3, assertion }));
    };
    expect(await mint("k1")).toEqual({ ok: true });
    expect(await mint("k1")).toEqual({ ok: true });
    expect(await mint("k2")).toEqual({ ok: false, reason: "reused" });
    expect(await mint("k1", true)).toEqual({ ok: false, reason: "reused" });
    // What was refused has not been counted.
    expect(await mint("k1")).toEqual({ ok: true });
  });

  it("takes all of a batch from an audience's limit, or none", async () => {
    const { state, site } = open();
    const take = async (count: number, audience: "visitors" | "members" = "visitors") =>
      (await state.site(site, audience).take({ kind: "request", limitPerMinute: 3, count, nowMs: NOW_MS }))
        .ok;
    expect([await take(2), await take(2), await take(1), await take(1)]).toEqual([true, false, true, false]);
    expect(await take(3, "members")).toBe(true);
  });

  it("keeps one budget for each upstream key", async () => {
    const { state, site } = open();
    const lease = async (key: string, holder: string) => {
      const wanted = { members: 1000, visitors: 0 };
      return (await state.upstream("ultravox", key).lease({ holder, wanted })).rates.members;
    };
    expect(await lease(`${site}-1`, "a")).toBeGreaterThan(70);
    expect(await lease(`${site}-1`, "b")).toBeLessThan(5);
    expect(await lease(`${site}-2`, "b")).toBeGreaterThan(70);
    await state.upstream("ultravox", `${site}-2`).shrink();
    expect((await state.upstream("ultravox", `${site}-2`).permit("visitors")).ok).toBe(false);
    const { perSecond, inUse } = await state.upstream("ultravox", `${site}-2`).describe();
    expect([perSecond, inUse].every((rate) => rate > 0 && rate <= 160)).toBe(true);
  });
});
