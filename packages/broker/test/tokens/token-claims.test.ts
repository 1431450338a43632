import { EncryptJWT, type JWTPayload } from "jose";
import { describe, expect, it } from "vitest";
import { createKeyring, type Purpose } from "../../src/keys/keyring.ts";
import { expectProblem } from "../support/expect-problem.ts";
import { FakeUpstream } from "../support/fake-upstream.ts";
import { KEYHOLE_SECRET, PAGE_ORIGIN, PUBLIC_URL } from "../support/identities.ts";
import { testBroker } from "../support/test-config.ts";
import { TestPage } from "../support/test-page.ts";
import { keepSent } from "../support/witness.ts";

const NOW = Math.floor(Date.now() / 1000);

interface Sealing {
  purpose?: Purpose;
  secret?: string;
  alg?: string;
  enc?: string;
  /** When the token is made. */
  nowMs?: number;
}

/** Claims that are changed in a token which is otherwise right, and how it is sealed. */
const WRONG: [string, Record<string, unknown>, Sealing?][] = [
  ["no iss", { iss: undefined }],
  ["another iss", { iss: "https://other.example" }],
  ["an iss with a slash", { iss: `${PUBLIC_URL}/` }],
  ["no aud", { aud: undefined }],
  ["another aud", { aud: "https://other.example" }],
  ["no exp", { exp: undefined }],
  ["exp as a text", { exp: String(NOW + 60) }],
  ["no sub", { sub: undefined }],
  ["sub as a number", { sub: 7 }],
  ["no client_id", { client_id: undefined }],
  ["a client_id that is no site", { client_id: "nobody" }],
  ["a client_id of every object", { client_id: "constructor" }],
  ["no origin", { origin: undefined }],
  ["no scope", { scope: undefined }],
  ["scopes as a list", { scope: ["calls:read"] }],
  ["no rows", { rows: undefined }],
  ["rows null", { rows: null }],
  ['rows "all"', { rows: "all" }],
  ["rows with an unknown key", { rows: { tenant: "a" } }],
  ["agents as a text", { rows: { agents: "a" } }],
  ["metadata as a list", { rows: { metadata: ["a"] } }],
  ["metadata with a number", { rows: { metadata: { tenant: 7 } } }],
  ["metadata with null", { rows: { metadata: { tenant: null } } }],
  ["no cnf", { cnf: undefined }],
  ["cnf without jkt", { cnf: {} }],
  ["jkt as a number", { cnf: { jkt: 7 } }],
  ["the jkt of another key", { cnf: { jkt: "x".repeat(43) } }],
  ["the key of cursors", {}, { purpose: "cursor" }],
  ["the key of nonces", {}, { purpose: "nonce" }],
  ["the key of another secret", {}, { secret: "another-secret-of-more-than-32-bytes" }],
  ["another encryption with the same key", {}, { enc: "A128CBC-HS256" }],
  ["the key wrapped", {}, { alg: "A256KW" }],
  ["the key of the day before yesterday", { exp: NOW + 60 }, { nowMs: Date.now() - 2 * 86_400_000 }],
];

describe("a token with", () => {
  it("correct claims is accepted", async () => {
    expect((await askWith({})).status).toBe(200);
  });

  it("the key of yesterday is accepted", async () => {
    expect((await askWith({}, { nowMs: Date.now() - 86_400_000 })).status).toBe(200);
  });

  it.each(WRONG)("%s is refused", async (_, claims, sealing) => {
    await expectProblem(await askWith(claims, sealing), "token_invalid");
  });

  it("an exp that has passed is refused as expired", async () => {
    await expectProblem(await askWith({ exp: NOW - 1 }), "token_expired");
  });

  it("no existing scope opens nothing", async () => {
    await expectProblem(await askWith({ scope: "calls:write calls" }), "scope_missing");
  });
});

describe("a token's life", () => {
  it.each([
    [299, 200],
    [300, 401],
    [3600, 401],
  ])("is 300 s: after %i s the answer is %i", async (seconds, status) => {
    let nowMs = Date.now();
    const broker = testBroker({ fetch: new FakeUpstream([]).fetch, now: () => nowMs });
    const page = await TestPage.visit(broker);
    nowMs = Math.floor(nowMs / 1000) * 1000 + seconds * 1000;
    const response = await page.get("/v1/calls", { proof: { claims: { iat: nowMs / 1000 } } });
    expect(response.status).toBe(status);
    if (status === 401) await expectProblem(response, "token_expired");
  });
});

/** Asks with a token that is sealed by hand. */
async function askWith(changes: Record<string, unknown>, sealing: Sealing = {}): Promise<Response> {
  const page = await TestPage.open(testBroker({ fetch: new FakeUpstream([]).fetch }));
  const claims = {
    iss: PUBLIC_URL,
    aud: PUBLIC_URL,
    sub: "visitor:1",
    client_id: "acme",
    origin: PAGE_ORIGIN,
    scope: "calls:read",
    rows: {},
    iat: NOW,
    exp: NOW + 300,
    jti: crypto.randomUUID(),
    cnf: { jkt: page.thumbprint },
    ...changes,
  };
  page.useToken(await sealByHand(JSON.parse(JSON.stringify(claims)) as JWTPayload, sealing));
  return page.get("/v1/calls");
}

async function sealByHand(claims: JWTPayload, sealing: Sealing): Promise<string> {
  const {
    purpose = "token",
    secret = KEYHOLE_SECRET,
    alg = "dir",
    enc = "A256GCM",
    nowMs = Date.now(),
  } = sealing;
  const keyring = createKeyring({ secrets: [secret], now: () => nowMs });
  const kid = keyring.day();
  const [key] = await keyring.keys(purpose, kid);
  if (key === undefined) throw new Error("no key");
  const token = await new EncryptJWT(claims).setProtectedHeader({ alg, enc, kid }).encrypt(key);
  keepSent("a token that is sealed by hand", token);
  return token;
}
