import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { createKeyring } from "../../src/keys/keyring.ts";
import { openStored, sealStored } from "../../src/keys/stored-seal.ts";

const OLD = "the-old-secret-of-the-tests-0123456789";
const NEW = "the-new-secret-of-the-tests-0123456789";
const START_MS = Date.parse("2026-08-15T12:00:00Z");

const keyring = (secrets: string[], nowMs = START_MS) => createKeyring({ secrets, now: () => nowMs });

describe("sealed data in storage", () => {
  it("opens a year later, because its key does not change daily", async () => {
    const sealed = await sealStored(keyring([OLD]), "a stored key");
    expect(sealed).not.toContain("stored");
    const opened = await openStored(keyring([OLD], START_MS + 365 * 86_400_000), sealed);
    expect(opened).toEqual({ text: "a stored key", isStale: false });
  });

  it("survives a rotation in a Durable Object's storage when sealed anew", async () => {
    const { SITES } = env as unknown as { SITES: DurableObjectNamespace };
    await runInDurableObject(SITES.getByName("rotation"), async (_instance, { storage }) => {
      await storage.put("key", await sealStored(keyring([OLD]), "a stored key"));

      const rotating = keyring([NEW, OLD]);
      const stale = await openStored(rotating, (await storage.get<string>("key")) ?? "");
      expect(stale).toEqual({ text: "a stored key", isStale: true });
      await storage.put("key", await sealStored(rotating, stale?.text ?? ""));

      const rotated = await openStored(keyring([NEW]), (await storage.get<string>("key")) ?? "");
      expect(rotated).toEqual({ text: "a stored key", isStale: false });
    });
  });

  it("does not open with another secret, or after tampering", async () => {
    const sealed = await sealStored(keyring([OLD]), "a stored key");
    expect(await openStored(keyring([NEW]), sealed)).toBeNull();
    const tampered = sealed.replace(/.$/, (last) => (last === "A" ? "B" : "A"));
    expect(await openStored(keyring([OLD]), `${tampered.slice(0, -6)}AAAAAA`)).toBeNull();
  });

  it("has another key than tokens", async () => {
    const own = keyring([OLD]);
    const [stored] = await own.storedKeys();
    const [token] = await own.keys("token", own.day());
    expect(stored).not.toEqual(token);
  });
});
