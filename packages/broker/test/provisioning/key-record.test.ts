import { describe, expect, it } from "vitest";
import {
  type KeyRecord,
  KeyVault,
  type MintReport,
  type StoredKey,
} from "../../src/provisioning/key-record.ts";

const SECOND = 1000;
const KEY: StoredKey = { id: 9021, name: "one", createdAt: null, sealed: "sealed", maker: "a" };

function vault(): KeyVault {
  let record: KeyRecord | undefined;
  const write = (changed: KeyRecord) => {
    record = structuredClone(changed);
  };
  return new KeyVault({ read: () => record, write });
}

const claim = (name: string, nowMs = 0, maker = "a") => ({ name, maker, nowMs });
const failed = (changes: Partial<MintReport>): MintReport => ({
  ...{ name: "one", failure: "unavailable", mayExist: false, retryAfterMs: null, nowMs: 0 },
  ...changes,
});

describe("a vault", () => {
  it("lets one claim make a key, and the others wait for it", async () => {
    const keys = vault();
    expect(await keys.claim(claim("one"))).toEqual({ kind: "mint", crashed: null });
    expect(await keys.claim(claim("other"))).toEqual({ kind: "wait" });
    await keys.store(KEY);
    expect(await keys.claim(claim("other"))).toEqual({ kind: "ready", key: KEY });
  });

  it("names the key of a claim that nobody reported on, and lets another be made", async () => {
    const keys = vault();
    await keys.claim(claim("one"));
    expect(await keys.claim(claim("two", 29 * SECOND))).toEqual({ kind: "wait" });
    expect(await keys.claim(claim("two", 30 * SECOND))).toEqual({ kind: "mint", crashed: "one" });
  });

  it("refuses a key that comes after its claim was given up", async () => {
    const keys = vault();
    await keys.claim(claim("one"));
    await keys.claim(claim("two", 30 * SECOND));
    expect(await keys.store(KEY)).toBeNull();
    expect(await keys.claim(claim("three", 30 * SECOND))).toEqual({ kind: "wait" });
  });

  it("stores a key once that is reported twice", async () => {
    const keys = vault();
    await keys.claim(claim("one"));
    expect(await keys.store(KEY)).toEqual({ replaced: null });
    expect(await keys.store(KEY)).toEqual({ replaced: null });
  });

  it("waits after a failure as long as Cekura says, else for a minute", async () => {
    for (const [retryAfterMs, waitMs] of [
      [5 * SECOND, 5 * SECOND],
      [null, 60 * SECOND],
    ] as const) {
      const keys = vault();
      await keys.claim(claim("one"));
      await keys.fail(failed({ failure: "rate_limited", retryAfterMs }));
      const refused = { kind: "failed", failure: "rate_limited", retryAfterMs: 1, orphans: [] };
      expect(await keys.claim(claim("two", waitMs - 1))).toEqual(refused);
      expect((await keys.claim(claim("two", waitMs))).kind).toBe("mint");
    }
  });

  it("waits four times as long for each further key that may have been lost, and names them", async () => {
    const keys = vault();
    const [waits, names]: [number[], string[]] = [[], []];
    let nowMs = 0;
    for (let count = 1; count <= 7; count += 1) {
      const name = `key ${count}`;
      names.push(name);
      expect((await keys.claim(claim(name, nowMs))).kind).toBe("mint");
      await keys.fail(failed({ name, mayExist: true, nowMs }));
      const refused = await keys.claim(claim("next", nowMs));
      if (refused.kind !== "failed") throw new Error(refused.kind);
      expect(refused.orphans).toEqual(names);
      waits.push(refused.retryAfterMs / 60_000);
      nowMs += refused.retryAfterMs;
    }
    expect(waits).toEqual([1, 4, 16, 64, 256, 1024, 1440]);
  });

  it("keeps a rejected key, until the owner gives another key to make one with", async () => {
    const keys = vault();
    await keys.claim(claim("one"));
    await keys.store(KEY);
    await keys.reject(KEY.id);
    expect(await keys.claim(claim("two", 1e9))).toEqual({ kind: "ready", key: KEY });
    expect(await keys.claim(claim("two", 1e9, "b"))).toEqual({ kind: "mint", crashed: null });
    const next = { ...KEY, id: 9022, name: "two", maker: "b" };
    expect(await keys.store(next)).toEqual({ replaced: { id: KEY.id, name: KEY.name } });
    expect(await keys.claim(claim("three", 1e9, "b"))).toEqual({ kind: "ready", key: next });
  });

  it("keeps a key that works when the owner gives another key to make one with", async () => {
    const keys = vault();
    await keys.claim(claim("one"));
    await keys.store(KEY);
    expect(await keys.claim(claim("two", 0, "b"))).toEqual({ kind: "ready", key: KEY });
  });

  it("replaces a key on demand, and uses it until another is stored", async () => {
    const keys = vault();
    await keys.claim(claim("one"));
    await keys.store(KEY);
    expect(await keys.claimRotation(claim("two"))).toEqual({ kind: "mint", crashed: null });
    expect(await keys.claimRotation(claim("three"))).toEqual({ kind: "wait" });
    expect(await keys.claim(claim("four"))).toEqual({ kind: "ready", key: KEY });
    const next = { ...KEY, id: 9022, name: "two" };
    expect(await keys.store(next)).toEqual({ replaced: { id: KEY.id, name: KEY.name } });
    expect(await keys.claim(claim("four"))).toEqual({ kind: "ready", key: next });
  });

  it("names the key of a replacement that nobody reported on", async () => {
    const keys = vault();
    await keys.claim(claim("one"));
    await keys.store(KEY);
    await keys.claimRotation(claim("two"));
    expect((await keys.describe(30 * SECOND - 1)).orphans).toEqual([]);
    expect((await keys.describe(30 * SECOND)).orphans).toEqual(["two"]);
    const again = await keys.claimRotation(claim("three", 30 * SECOND));
    expect(again).toEqual({ kind: "mint", crashed: "two" });
    expect((await keys.describe(30 * SECOND)).orphans).toEqual(["two"]);
  });

  it("asks at once with another given key after a failure", async () => {
    const keys = vault();
    await keys.claim(claim("one"));
    await keys.fail(failed({ failure: "key_rejected" }));
    expect((await keys.claim(claim("two"))).kind).toBe("failed");
    expect((await keys.claim(claim("two", 0, "b"))).kind).toBe("mint");
  });

  it("uses the given key where that makes none, until another is given", async () => {
    const keys = vault();
    await keys.claim(claim("one"));
    await keys.useGiven(claim("one"));
    expect(await keys.claim(claim("two"))).toEqual({ kind: "given" });
    expect((await keys.claim(claim("two", 0, "b"))).kind).toBe("mint");
  });

  it("replaces a sealed text only if it is still the same", async () => {
    const keys = vault();
    await keys.claim(claim("one"));
    await keys.store(KEY);
    await keys.reseal({ from: "another", to: "lost" });
    await keys.reseal({ from: "sealed", to: "sealed anew" });
    expect(await keys.claim(claim("two"))).toEqual({ kind: "ready", key: { ...KEY, sealed: "sealed anew" } });
  });
});
