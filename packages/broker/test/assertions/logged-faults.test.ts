import { describe, expect, it } from "vitest";
import { jwt } from "../../src/index.ts";
import { expectProblem } from "../support/expect-problem.ts";
import { json } from "../support/fake-upstream.ts";
import { ASSERTION_SECRET, ISSUER } from "../support/identities.ts";
import { assembleJwt, assertionClaims, signAssertion } from "../support/sign-jwt.ts";
import { grantByRole, siteBroker, testBroker } from "../support/test-config.ts";
import { TestPage } from "../support/test-page.ts";

const VERIFY = "sites.acme.members.verify";
const at = (seconds: number) => Math.floor(Date.now() / 1000) + seconds;
const sign = (claims: Record<string, unknown>) => () => signAssertion({ role: "admin", ...claims });

const FAULTS: [string, () => string | Promise<string>, string][] = [
  ["another aud", sign({ aud: "keyhole:other" }), `aud: expects ${VERIFY}.audience`],
  ["no aud", sign({ aud: null }), `aud: is missing; expects ${VERIFY}.audience`],
  ["several auds", sign({ aud: ["keyhole:acme", "other"] }), `aud: expects ${VERIFY}.audience alone`],
  ["another iss", sign({ iss: "https://other.example" }), `iss: expects ${VERIFY}.issuer`],
  ["an iss with a slash", sign({ iss: `${ISSUER}/` }), `iss: differs from ${VERIFY}.issuer by the slash`],
  ["no iss", sign({ iss: null }), `iss: is missing; expects ${VERIFY}.issuer`],
  [
    "another secret",
    () => signAssertion({}, { secret: "x".repeat(40) }),
    `signature: does not verify with ${VERIFY}.secret`,
  ],
  [
    "a newline in the secret",
    () => signAssertion({}, { secret: `${ASSERTION_SECRET}\n` }),
    `signature: does not verify with ${VERIFY}.secret; compare it with the signer's key, line ends included`,
  ],
  [
    "another alg",
    () => signAssertion({}, { algorithm: "HS512", secret: "x".repeat(64) }),
    `alg: expects one of ${VERIFY}.algorithms`,
  ],
  ["alg none", () => assembleJwt({ alg: "none" }, assertionClaims()), "alg: "],
  [
    "an unknown critical header",
    () => assembleJwt({ alg: "HS256", crit: ["x"], x: 1 }, assertionClaims(), "AAAA"),
    "header: ",
  ],
  ["no JWT", () => "<html>", "assertion: expects a signed JWT"],
  ["more than 8 KiB", sign({ padding: "x".repeat(8192) }), "assertion: has more than 8192 bytes"],
  [
    "a clock five minutes ahead",
    sign({ iat: at(300), exp: at(420) }),
    "iat: lies more than 60 s ahead; compare the clocks",
  ],
  ["nbf of later", sign({ nbf: at(300) }), "nbf: lies more than 60 s ahead; compare the clocks"],
  ["nbf as a text", sign({ nbf: "now" }), "nbf: expects seconds"],
  [
    "exp after 24 h",
    sign({ exp: at(86_400) }),
    `exp: lies further behind iat than ${VERIFY}.maxAgeSeconds allows`,
  ],
  [
    "exp after 24 h and no iat",
    sign({ iat: null, exp: at(86_400) }),
    `exp: lies further behind now than ${VERIFY}.maxAgeSeconds allows`,
  ],
  ["exp in milliseconds", sign({ exp: Date.now() + 60_000 }), "exp: is in milliseconds"],
  ["exp in the past", sign({ exp: at(-1) }), "exp: has passed"],
  ["exp long past", sign({ exp: at(-3600) }), "exp: has passed"],
  ["exp as a text", sign({ exp: "soon" }), "exp: expects seconds"],
  ["no exp", sign({ exp: null }), "exp: is missing"],
  ["an old iat", sign({ iat: at(-3600) }), `iat: is longer ago than ${VERIFY}.maxAgeSeconds allows`],
  ["iat as a text", sign({ iat: "now" }), "iat: expects seconds"],
  ["no sub", sign({ sub: null }), "sub: expects a string"],
  ["an empty sub", sign({ sub: "" }), "sub: expects a string"],
  ["a sub of 256 characters", sign({ sub: "s".repeat(256) }), "sub: expects a string"],
  ["a cnf of nothing", sign({ cnf: {} }), "cnf: expects in jkt"],
  ["a cnf of another key", sign({ cnf: { jkt: "x".repeat(43) } }), "cnf: expects in jkt"],
];

describe("the log, where an assertion has", () => {
  it.each(FAULTS)(
    "%s, names the claim and the setting, which the page does not learn",
    async (_, make, words) => {
      const broker = testBroker();
      const page = await TestPage.open(broker);
      const answer = await page.askAsMember(await make());
      const { code, requestId, detail } = await answer.json<Record<string, string>>();
      expect(code).toMatch(/^assertion_(invalid|expired)$/);
      expect(broker.log).toEqual([
        {
          level: "warn",
          event: code,
          requestId,
          site: "acme",
          reason: `assertion: ${code === "assertion_invalid" ? "invalid" : "expired"}`,
          detail: expect.stringContaining(words),
        },
      ]);
      expect(detail).toBe(VAGUE[code ?? ""]);
      for (const value of [ASSERTION_SECRET, ISSUER, "keyhole:acme", "user-", "other"]) {
        expect(broker.log[0]?.detail?.replace("another", "")).not.toContain(value);
      }
    },
  );

  it("been used with another key, says so", async () => {
    const broker = testBroker();
    const assertion = await signAssertion({ role: "admin" });
    await (await TestPage.open(broker)).askAsMember(assertion);
    const answer = await (await TestPage.open(broker)).askAsMember(assertion);
    await expectProblem(answer, "assertion_reused", { place: "token endpoint" });
    expect(broker.log).toEqual([
      expect.objectContaining({
        reason: "assertion: reused",
        detail: expect.stringContaining("key that used it first"),
      }),
    ]);
  });

  it("been used before on a site of single use, names the setting", async () => {
    const verify = jwt({ secret: ASSERTION_SECRET, issuer: ISSUER, singleUse: true });
    const broker = siteBroker({ members: { verify, grant: grantByRole } });
    const page = await TestPage.open(broker);
    const assertion = await signAssertion({ role: "admin" });
    await page.askAsMember(assertion);
    await page.askAsMember(assertion);
    expect(broker.log.map(({ detail }) => detail)).toEqual([
      expect.stringContaining(`${VERIFY}.singleUse: `),
    ]);
  });
});

const VAGUE: Record<string, string> = {
  assertion_invalid:
    "The assertion does not verify: compare its signature, iss, aud, exp and sub with the site's config.",
  assertion_expired: "The assertion has expired: sign a new one.",
};

const JWKS_ANSWERS: [string, () => Response | Promise<Response>, string, string][] = [
  ["answers 404", () => new Response("", { status: 404 }), "key_unavailable", "it answers 404"],
  ["answers HTML", () => new Response("<html>"), "key_unavailable", "it cannot be reached or read"],
  ["answers no keys", () => json({}), "key_unavailable", "it holds no keys"],
  [
    "is out of reach",
    () => Promise.reject(new Error("at 10.0.0.1")),
    "key_unavailable",
    "it cannot be reached or read",
  ],
  ["lacks the key", () => json({ keys: [] }), "invalid", "fit no key of"],
];

describe("the log, where the JWKS", () => {
  it.each(JWKS_ANSWERS)("%s, names the setting", async (_, answer, fault, words) => {
    const verify = jwt({ jwks: "https://idp.example/jwks.json", issuer: ISSUER });
    const broker = siteBroker({ members: { verify, grant: grantByRole } }, { fetch: async () => answer() });
    const page = await TestPage.open(broker);
    await page.askAsMember(assembleJwt({ alg: "ES256", kid: "1" }, assertionClaims(), "AAAA"));
    expect(broker.log).toEqual([
      expect.objectContaining({
        reason: `assertion: ${fault}`,
        detail: expect.stringContaining(`${VERIFY}.jwks`),
      }),
    ]);
    expect(broker.log[0]?.detail).toContain(words);
    expect(JSON.stringify(broker.log)).not.toMatch(/idp\.example|10\.0\.0\.1/);
  });
});

describe("the log, where the public key", () => {
  it("cannot be read, names the setting", async () => {
    const publicKey = "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----";
    const verify = jwt({ publicKey, algorithms: ["ES256"], issuer: ISSUER });
    const broker = siteBroker({ members: { verify, grant: grantByRole } });
    const page = await TestPage.open(broker);
    await page.askAsMember(assembleJwt({ alg: "ES256" }, assertionClaims(), "AAAA"));
    expect(broker.log).toEqual([
      expect.objectContaining({
        reason: "assertion: key_unavailable",
        detail: expect.stringContaining(`${VERIFY}.publicKey: gives no key`),
      }),
    ]);
  });
});
