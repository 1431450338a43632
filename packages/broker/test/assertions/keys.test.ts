import { exportSPKI, generateKeyPair, type CryptoKey as JoseKey } from "jose";
import { describe, expect, it } from "vitest";
import { type JwtOptions, jwt } from "../../src/index.ts";
import { expectProblem } from "../support/expect-problem.ts";
import { ASSERTION_SECRET, ISSUER } from "../support/identities.ts";
import { assembleJwt, assertionClaims, signAssertion, signJwt } from "../support/sign-jwt.ts";
import { grantByRole, siteBroker } from "../support/test-config.ts";
import { TestPage } from "../support/test-page.ts";

const ADMIN = { role: "admin" };

const LONG_SECRET = "a-secret-of-the-tests-for-the-longer-hashes-0123456789";

function openWith(options: Partial<JwtOptions>) {
  return siteBroker(
    { members: { verify: jwt({ issuer: ISSUER, ...options }), grant: grantByRole } },
    { env: { LONG_SECRET } },
  );
}

async function statusOf(assertion: string, options: Partial<JwtOptions>): Promise<number> {
  const page = await TestPage.open(openWith(options));
  return (await page.askAsMember(assertion)).status;
}

async function expectInvalid(assertion: string, options: Partial<JwtOptions>): Promise<void> {
  const page = await TestPage.open(openWith(options));
  await expectProblem(await page.askAsMember(assertion), "assertion_invalid", { place: "token endpoint" });
}

describe.each(["ES256", "RS256", "PS256", "EdDSA", "ES384"])("a public key of %s", (alg) => {
  const made = generateKeyPair(alg, { extractable: true });
  const options = async () => ({
    publicKey: await exportSPKI((await made).publicKey),
    algorithms: [alg],
  });

  it("verifies a signature of its private key", async () => {
    const assertion = await signJwt((await made).privateKey, { alg }, ADMIN);
    expect(await statusOf(assertion, await options())).toBe(200);
  });

  it("refuses a signature of another key", async () => {
    const { privateKey } = await generateKeyPair(alg);
    await expectInvalid(await signJwt(privateKey, { alg }, ADMIN), await options());
  });

  it("refuses a signature with its own text as a shared secret", async () => {
    const { publicKey } = await options();
    for (const secret of [publicKey, publicKey.trim(), publicKey.replace(/-----.*-----|\s/g, "")]) {
      await expectInvalid(
        await signJwt(new TextEncoder().encode(secret), { alg: "HS256" }, ADMIN),
        await options(),
      );
    }
  });

  it("refuses alg none", async () => {
    await expectInvalid(assembleJwt({ alg: "none" }, assertionClaims(ADMIN)), await options());
  });
});

describe("a secret that is being rotated", () => {
  const OLD = "an-old-assertion-secret-of-the-tests-9876543210";
  const env = { OLD_ASSERTION_SECRET: OLD };
  const open = (secret: JwtOptions["secret"]) =>
    siteBroker({ members: { verify: jwt({ issuer: ISSUER, secret }), grant: grantByRole } }, { env });
  const askWith = async (secret: JwtOptions["secret"], signer: string) => {
    const page = await TestPage.open(open(secret));
    return page.askAsMember(await signAssertion(ADMIN, { secret: signer }));
  };

  it.each([ASSERTION_SECRET, OLD])("verifies what either secret signed, %#", async (signer) => {
    expect((await askWith([ASSERTION_SECRET, OLD], signer)).status).toBe(200);
    expect((await askWith([OLD, ASSERTION_SECRET], signer)).status).toBe(200);
  });

  it("refuses what a third secret signed, and the old one's once it is gone", async () => {
    for (const [secret, signer] of [
      [[ASSERTION_SECRET, OLD], "a-third-secret-of-the-tests-0123456789-abc"],
      [[ASSERTION_SECRET], OLD],
      [[ASSERTION_SECRET, undefined], OLD],
    ] as const) {
      await expectProblem(await askWith(secret, signer), "assertion_invalid", { place: "token endpoint" });
    }
  });

  it("tells an assertion that expired from one that does not verify", async () => {
    const now = Math.floor(Date.now() / 1000);
    const page = await TestPage.open(open([ASSERTION_SECRET, OLD]));
    const expired = await signAssertion({ ...ADMIN, iat: now - 60, exp: now - 1 }, { secret: OLD });
    await expectProblem(await page.askAsMember(expired), "assertion_expired", { place: "token endpoint" });
  });
});

describe("the algorithm of an assertion", () => {
  const SECRET = new TextEncoder().encode(ASSERTION_SECRET);

  it("must be one that the site lists", async () => {
    const long = new TextEncoder().encode(LONG_SECRET);
    const options = { secret: LONG_SECRET, algorithms: ["HS384"] };
    await expectInvalid(await signJwt(long, { alg: "HS256" }, ADMIN), options);
    expect(await statusOf(await signJwt(long, { alg: "HS384" }, ADMIN), options)).toBe(200);
  });

  it("must be exactly the public key's, not one of its kind", async () => {
    const { publicKey, privateKey } = await generateKeyPair("RS256", { extractable: true });
    const options = { publicKey: await exportSPKI(publicKey), algorithms: ["RS256"] };
    const asPs256 = await crypto.subtle.importKey(
      "pkcs8",
      (await crypto.subtle.exportKey("pkcs8", privateKey)) as ArrayBuffer,
      { name: "RSA-PSS", hash: "SHA-256" },
      false,
      ["sign"],
    );
    await expectInvalid(await signJwt(asPs256, { alg: "PS256" }, ADMIN), options);
  });

  it.each(["jwk", "jku", "x5u", "x5c", "kid"])("is not taken from the header %s", async (name) => {
    const { publicKey, privateKey } = await generateKeyPair("ES256", { extractable: true });
    const jwk = await crypto.subtle.exportKey("jwk", publicKey as JoseKey);
    const value = {
      jwk,
      jku: "https://evil.example/jwks",
      x5u: "https://evil.example/x5u",
      x5c: ["MII"],
      kid: "../../dev/null",
    };
    const header = { alg: "ES256", [name]: value[name as keyof typeof value] };
    const other = await generateKeyPair("ES256", { extractable: true });
    const options = { publicKey: await exportSPKI(other.publicKey), algorithms: ["ES256"] };
    await expectInvalid(await signJwt(privateKey, header, ADMIN), options);
  });

  it("of a shared secret opens no other site", async () => {
    const assertion = await signJwt(SECRET, { alg: "HS256" }, { ...ADMIN, aud: "keyhole:other" });
    await expectInvalid(assertion, { secret: ASSERTION_SECRET });
  });
});
