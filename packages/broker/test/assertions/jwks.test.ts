import { exportJWK, generateKeyPair } from "jose";
import { afterEach, describe, expect, it, vi } from "vitest";
import { jwt } from "../../src/index.ts";
import { expectProblem } from "../support/expect-problem.ts";
import { json } from "../support/fake-upstream.ts";
import { ISSUER } from "../support/identities.ts";
import { assembleJwt, assertionClaims, signJwt } from "../support/sign-jwt.ts";
import { grantByRole, siteBroker } from "../support/test-config.ts";
import { TestPage } from "../support/test-page.ts";

const URL_OF_KEYS = "https://idp.example/jwks.json";
const ADMIN = { role: "admin" };

afterEach(() => {
  vi.useRealTimers();
});

/** An identity provider with one key, which may take another. */
class Provider {
  readonly requests: { url: string; init: RequestInit | undefined }[] = [];
  answer: (() => Response | Promise<Response>) | null = null;
  #keys: Awaited<ReturnType<typeof generateKeyPair>> | null = null;
  #kid = "";

  async rotate(kid: string, alg = "ES256"): Promise<void> {
    this.#keys = await generateKeyPair(alg, { extractable: true });
    this.#kid = kid;
  }

  sign(claims: Record<string, unknown> = {}): Promise<string> {
    if (this.#keys === null) throw new Error("no key");
    const { algorithm } = this.#keys.privateKey as CryptoKey;
    const alg = { ECDSA: "ES256", Ed25519: "EdDSA", "RSASSA-PKCS1-v1_5": "RS256" }[algorithm.name] ?? "";
    return signJwt(this.#keys.privateKey, { alg, kid: this.#kid }, { ...ADMIN, ...claims });
  }

  readonly fetch: typeof globalThis.fetch = async (input, init) => {
    this.requests.push({ url: String(input), init });
    if (this.answer !== null) return this.answer();
    if (this.#keys === null) throw new Error("no key");
    return json({ keys: [{ ...(await exportJWK(this.#keys.publicKey)), kid: this.#kid, use: "sig" }] });
  };
}

async function open(kid = "first", alg?: string, now?: () => number) {
  const provider = new Provider();
  await provider.rotate(kid, alg);
  const verify = jwt({ jwks: URL_OF_KEYS, issuer: ISSUER });
  const broker = siteBroker(
    { members: { verify, grant: grantByRole } },
    { fetch: provider.fetch, ...(now && { now }) },
  );
  const ask = async (assertion: string) => (await TestPage.open(broker)).askAsMember(assertion);
  return { provider, broker, ask };
}

describe("a JWKS", () => {
  it.each(["ES256", "RS256", "EdDSA"])("verifies %s", async (alg) => {
    const { provider, ask } = await open("first", alg);
    expect((await ask(await provider.sign())).status).toBe(200);
  });

  it("is fetched once for many assertions, with the first", async () => {
    const { provider, ask } = await open();
    expect(provider.requests).toEqual([]);
    for (let count = 0; count < 3; count += 1) {
      expect((await ask(await provider.sign())).status).toBe(200);
    }
    expect(provider.requests.map(({ url }) => url)).toEqual([URL_OF_KEYS]);
  });

  it("is fetched without credentials and without following redirects", async () => {
    const { provider, ask } = await open();
    await ask(await provider.sign());
    const init = provider.requests[0]?.init;
    expect(init?.redirect).toBe("manual");
    expect([...new Headers(init?.headers).keys()].toSorted()).toEqual(["accept", "user-agent"]);
  });

  it("is fetched again for an unknown kid, at most once a minute", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    const { provider, ask } = await open();
    await ask(await provider.sign());
    await provider.rotate("second");
    for (let count = 0; count < 5; count += 1) {
      await expectProblem(await ask(await provider.sign()), "assertion_invalid", { place: "token endpoint" });
    }
    expect(provider.requests).toHaveLength(1);
    vi.setSystemTime(Date.now() + 61_000);
    expect((await ask(await provider.sign())).status).toBe(200);
    expect(provider.requests).toHaveLength(2);
  });

  it("is fetched once for a flood of made-up kids", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    const { provider, ask } = await open();
    await ask(await provider.sign());
    vi.setSystemTime(Date.now() + 61_000);
    for (let count = 0; count < 10; count += 1) {
      const made = assembleJwt({ alg: "ES256", kid: `kid-${count}` }, assertionClaims(ADMIN), "A".repeat(86));
      await expectProblem(await ask(made), "assertion_invalid", { place: "token endpoint" });
    }
    expect(provider.requests).toHaveLength(2);
  });

  it.each([
    ["the first to come", 0],
    ["later ones", 61_000],
  ])("is fetched once for 200 made-up kids at the same time: %s", async (_, laterMs) => {
    vi.useFakeTimers({ toFake: ["Date"] });
    const { provider, ask } = await open();
    if (laterMs > 0) await ask(await provider.sign());
    vi.setSystemTime(Date.now() + laterMs);
    const before = provider.requests.length;
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, count) =>
        ask(assembleJwt({ alg: "ES256", kid: `kid-${count}` }, assertionClaims(ADMIN), "A".repeat(86))),
      ),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([400]));
    expect(provider.requests).toHaveLength(before + 1);
  });

  it("is fetched once for members who come at the same time", async () => {
    const { provider, ask } = await open();
    const assertions = await Promise.all(Array.from({ length: 20 }, () => provider.sign()));
    const answers = await Promise.all(assertions.map((assertion) => ask(assertion)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(provider.requests).toHaveLength(1);
  });

  it("serves for an hour while the provider fails, and then no more", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    const { provider, ask } = await open();
    expect((await ask(await provider.sign())).status).toBe(200);
    provider.answer = () => new Response("error", { status: 500 });
    for (const minutes of [11, 20, 27]) {
      vi.setSystemTime(Date.now() + minutes * 60_000);
      expect((await ask(await provider.sign())).status).toBe(200);
    }
    vi.setSystemTime(Date.now() + 3 * 60_000);
    await expectProblem(await ask(await provider.sign()), "upstream_unavailable", {
      place: "token endpoint",
    });
    provider.answer = null;
    vi.setSystemTime(Date.now() + 5000);
    expect((await ask(await provider.sign())).status).toBe(200);
  });

  it("is fetched again after ten minutes, so that withdrawn keys stop working", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    const { provider, ask } = await open();
    const withdrawn = await provider.sign({ exp: Math.floor(Date.now() / 1000) + 3600 });
    expect((await ask(await provider.sign())).status).toBe(200);
    await provider.rotate("second");
    vi.setSystemTime(Date.now() + 601_000);
    await expectProblem(await ask(withdrawn), "assertion_invalid", { place: "token endpoint" });
  });
});

const LARGE = JSON.stringify({ keys: [], padding: "x".repeat(70_000) });

/** Answers of an identity provider that cannot be used. */
const FAILURES: [string, () => Response | Promise<Response>][] = [
  ["500", () => new Response("error", { status: 500 })],
  ["404", () => new Response("none", { status: 404 })],
  ["204", () => new Response(null, { status: 204 })],
  ["a redirect", () => Response.redirect("https://evil.example/jwks.json")],
  ["a web page", () => new Response("<html>", { headers: { "Content-Type": "text/html" } })],
  ["nothing", () => new Response("")],
  ["a list", () => json([])],
  ["an empty object", () => json({})],
  ["keys that are no list", () => json({ keys: {} })],
  ["keys that are no objects", () => json({ keys: ["key"] })],
  ["more than 64 KiB", () => new Response(LARGE)],
  ["no connection", () => Promise.reject(new TypeError("connection refused to idp.example"))],
];

describe("a JWKS whose answer is", () => {
  it.each(FAILURES)("%s verifies nothing, and does not blame the assertion", async (_, answer) => {
    const clock = { nowMs: Date.now() };
    const { provider, ask } = await open("first", undefined, () => clock.nowMs);
    provider.answer = answer;
    const problem = await expectProblem(await ask(await provider.sign()), "upstream_unavailable", {
      place: "token endpoint",
    });
    expect(problem.retryAfterSeconds).toBe(5);
    expect(problem.detail).not.toContain("idp.example");
    // The provider is left alone for a while: assertions cost who made them up nothing.
    provider.answer = null;
    expect((await ask(await provider.sign())).status).toBe(503);
    expect(provider.requests.map(({ url }) => url)).toEqual([URL_OF_KEYS]);

    clock.nowMs += 5000;
    expect((await ask(await provider.sign())).status).toBe(200);
  });

  it("missing after 3 s verifies nothing", async () => {
    const { provider, ask } = await open();
    const assertion = await provider.sign();
    provider.answer = () =>
      new Promise((_, reject) => {
        const signal = provider.requests[0]?.init?.signal;
        signal?.addEventListener("abort", () => reject(signal.reason));
      });
    const startMs = Date.now();
    await expectProblem(await ask(assertion), "upstream_unavailable", { place: "token endpoint" });
    // With room for a busy machine.
    expect(Date.now() - startMs).toBeLessThan(9000);
  });

  it("a symmetric key verifies no assertion", async () => {
    const { provider, ask } = await open();
    const secret = new TextEncoder().encode("a-shared-secret-that-stands-in-a-jwks");
    provider.answer = () =>
      json({ keys: [{ kty: "oct", kid: "first", alg: "HS256", k: btoa("a-shared-secret") }] });
    const assertion = await signJwt(secret, { alg: "HS256", kid: "first" }, ADMIN);
    await expectProblem(await ask(assertion), "assertion_invalid", { place: "token endpoint" });
  });

  it("a token signed with its public key as a shared secret is refused", async () => {
    const { provider, ask } = await open();
    await ask(await provider.sign());
    const body = await (await provider.fetch(URL_OF_KEYS)).text();
    const assertion = await signJwt(new TextEncoder().encode(body), { alg: "HS256", kid: "first" }, ADMIN);
    await expectProblem(await ask(assertion), "assertion_invalid", { place: "token endpoint" });
  });
});
