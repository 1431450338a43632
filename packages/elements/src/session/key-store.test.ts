import { assert, equal } from "../../test/assert.ts";
import { describe, it } from "../../test/mocha.ts";
import { listed, PageStandIn, storeWith } from "../../test/session/page-stand-in.ts";
import { until } from "../../test/wait.ts";
import { isPageKey, type PageKey } from "./dpop.ts";
import { indexedDbKeyStore, memoryKeyStore } from "./key-ring.ts";

const keyName = (page: PageStandIn, kind = "visitor") =>
  JSON.stringify([1, page.broker.origin, page.site, kind]);

describe("KeyRing", () => {
  it("stores a key that cannot be extracted, by broker and site", async () => {
    const keyStore = indexedDbKeyStore();
    const page = new PageStandIn({ keyStore });
    page.site = `stored-${crypto.randomUUID()}`;
    const print = await page.open().thumbprint();
    const stored = await keyStore.get(keyName(page));
    assert(isPageKey(stored));
    equal(stored.jkt, print);
    equal([stored.privateKey.extractable, stored.privateKey.usages], [false, ["sign"]]);
    const refused = await crypto.subtle.exportKey("jwk", stored.privateKey).catch(({ name }) => name);
    equal(refused, "InvalidAccessError");
    equal(Object.keys(stored.jwk).sort(), ["crv", "kty", "x", "y"]);
  });

  it("keeps a visitor's key while members come and go", async () => {
    const page = new PageStandIn();
    const first = await page.tab().thumbprint();
    const url = { kind: "url", url: "/assertion" } as const;
    const member = page.tab(url);
    await listed(member);
    assert((await member.thumbprint()) !== first, "Member and visitor have one key.");
    page.host.member = "bert";
    await listed(page.tab(url));
    await member.signOut();
    page.time.sleep(180 * 86_400_000);
    equal(await page.tab().thumbprint(), first);
    equal(await listed(page.tab()), [`own rows of ${first}`]);
  });

  it("uses another key for another site", async () => {
    const page = new PageStandIn();
    const first = await page.tab().thumbprint();
    page.site = `${page.site}-other`;
    assert((await page.tab().thumbprint()) !== first);
  });

  it("replaces a stored value that is no key pair", async () => {
    const pair = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, true, [
      "sign",
      "verify",
    ]);
    const jwk = { kty: "EC", crv: "P-256", x: "x", y: "y" };
    const strange = [
      "text",
      null,
      {},
      { privateKey: {}, jwk, jkt: "j" },
      { privateKey: pair.privateKey, jwk, jkt: "extractable" },
      { privateKey: pair.publicKey, jwk, jkt: "public" },
    ];
    for (const value of strange) {
      const keyStore = memoryKeyStore();
      const page = new PageStandIn({ keyStore });
      await keyStore.update(keyName(page), () => value);
      assert(Array.isArray(await listed(page.open())), `Failed with ${JSON.stringify(value)}.`);
      assert(isPageKey(await keyStore.get(keyName(page))));
    }
  });
});

describe("KeyRing without IndexedDB", () => {
  const broken = () => Promise.reject(new DOMException("Denied", "SecurityError"));
  const hanging = () => new Promise<never>(() => {});
  const throwing = () => {
    throw new DOMException("Denied", "SecurityError");
  };

  for (const [how, fail] of [
    ["rejects", broken],
    ["throws", throwing],
  ] as const) {
    it(`keeps the key in memory when the store ${how}`, async () => {
      const page = new PageStandIn({ keyStore: { get: fail, update: fail, remove: fail } });
      const session = page.open();
      const print = await session.thumbprint();
      equal(await listed(session), [`own rows of ${print}`]);
      equal(await session.thumbprint(), print);
    });

    it(`signs out when the store ${how}`, async () => {
      const page = new PageStandIn({ keyStore: { get: fail, update: fail, remove: fail } });
      const session = page.open();
      const print = await session.thumbprint();
      await session.signOut();
      session.signIn();
      assert((await session.thumbprint()) !== print);
    });
  }

  it("keeps the key in memory when only writing fails, as in a private window", async () => {
    const page = new PageStandIn({ keyStore: storeWith({ update: broken }) });
    const session = page.open();
    equal(await listed(session), [`own rows of ${await session.thumbprint()}`]);
  });

  it("uses another key for a member in memory, too", async () => {
    const page = new PageStandIn({ keyStore: { get: broken, update: broken, remove: broken } });
    const session = page.openMember();
    equal(await listed(session), ["rows of anna"]);
    const print = await session.thumbprint();
    page.host.member = "bert";
    page.time.sleep(3_600_000);
    await listed(session);
    equal(await listed(session), ["rows of bert"]);
    assert((await session.thumbprint()) !== print);
  });

  it("waits at most two seconds for a hanging store", async () => {
    const page = new PageStandIn({ keyStore: { get: hanging, update: hanging, remove: hanging } });
    const session = page.open();
    const answer = listed(session);
    await until(() => page.time.timers.size === 1, "it waits");
    await page.time.advance(1_900);
    equal(page.broker.asked.length, 0, "requests");
    await page.time.advance(100);
    assert(Array.isArray(await answer));
  });

  it("rejects when the browser has no IndexedDB", async () => {
    const own = Object.getOwnPropertyDescriptor(globalThis, "indexedDB");
    Object.defineProperty(globalThis, "indexedDB", { value: undefined, configurable: true });
    const page = new PageStandIn({ keyStore: indexedDbKeyStore() });
    const rows = await listed(page.open());
    if (own) Object.defineProperty(globalThis, "indexedDB", own);
    assert(Array.isArray(rows));
  });
});

describe("key of a member", () => {
  it("gives the key to the first of two members, and another to the second", async () => {
    const page = new PageStandIn();
    const url = { kind: "url", url: "/assertion" } as const;
    const first = page.tab(url);
    const second = page.tab(url);
    await Promise.all([first.thumbprint(), second.thumbprint()]);
    equal(await first.thumbprint(), await second.thumbprint());
    equal(await listed(first), ["rows of anna"]);
    page.host.member = "bert";
    equal(await listed(second), ["rows of bert"]);
    assert((await first.thumbprint()) !== (await second.thumbprint()));
    const stored = (await page.deps.keyStore.get(keyName(page, "member"))) as PageKey;
    equal(stored.jkt, await second.thumbprint());
  });

  it("stores no identity in plain text", async () => {
    const page = new PageStandIn();
    await listed(page.openMember());
    const stored = (await page.deps.keyStore.get(keyName(page, "member"))) as PageKey;
    assert(stored.member?.length === 43 && !JSON.stringify(stored).includes("anna"));
  });
});
