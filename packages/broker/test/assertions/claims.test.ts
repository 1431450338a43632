import { describe, expect, it } from "vitest";
import { jwt } from "../../src/index.ts";
import { expectProblem } from "../support/expect-problem.ts";
import { ASSERTION_SECRET, ISSUER } from "../support/identities.ts";
import { assembleJwt, assertionClaims, signJwt } from "../support/sign-jwt.ts";
import { grantByRole, siteBroker, testBroker } from "../support/test-config.ts";
import { TestPage } from "../support/test-page.ts";

const SECRET = new TextEncoder().encode(ASSERTION_SECRET);
const ADMIN = { role: "admin" };
const at = (seconds: number) => Math.floor(Date.now() / 1000) + seconds;
const sign = (changes: Record<string, unknown>) =>
  signJwt(SECRET, { alg: "HS256" }, { ...ADMIN, ...changes });

type Code = "assertion_invalid" | "assertion_expired";
const INVALID = "assertion_invalid" as const;
const EXPIRED = "assertion_expired" as const;

const CLAIMS: [string, Record<string, unknown>, Code][] = [
  ["no iss", { iss: undefined }, INVALID],
  ["another iss", { iss: "https://other.example" }, INVALID],
  ["an iss with a slash", { iss: `${ISSUER}/` }, INVALID],
  ["an iss in a list", { iss: [ISSUER] }, INVALID],
  ["no aud", { aud: undefined }, INVALID],
  ["the aud of another site", { aud: "keyhole:open" }, INVALID],
  ["several auds, one the site's", { aud: ["other", "keyhole:acme"] }, INVALID],
  ["the site's aud twice", { aud: ["keyhole:acme", "keyhole:acme"] }, INVALID],
  ["no aud in a list", { aud: [] }, INVALID],
  ["auds of others", { aud: ["keyhole:open", "other"] }, INVALID],
  ["an aud in capitals", { aud: "KEYHOLE:ACME" }, INVALID],
  ["no exp", { exp: undefined }, INVALID],
  ["exp as a text", { exp: String(at(60)) }, INVALID],
  ["exp null", { exp: null }, INVALID],
  ["exp 61 s ago", { exp: at(-61) }, EXPIRED],
  ["exp 1 s ago", { exp: at(-1) }, EXPIRED],
  ["exp 1 s ago and iat of later", { exp: at(-1), iat: at(30) }, EXPIRED],
  ["exp in milliseconds", { exp: Date.now() + 60_000 }, INVALID],
  ["a life of more than 300 s", { exp: at(302) }, INVALID],
  ["a life of more than 300 s without iat", { iat: undefined, exp: at(310) }, INVALID],
  ["a life of more than 300 s, of which less is left", { iat: at(-100), exp: at(220) }, INVALID],
  ["iat of later", { iat: at(70) }, INVALID],
  ["iat as a text", { iat: String(at(0)) }, INVALID],
  ["iat of over an hour ago", { iat: at(-3670) }, EXPIRED],
  ["nbf of later", { nbf: at(70) }, INVALID],
  ["nbf as a text", { nbf: "now" }, INVALID],
  ["no sub", { sub: undefined }, INVALID],
  ["an empty sub", { sub: "" }, INVALID],
  ["a sub that is a number", { sub: 7 }, INVALID],
  ["a sub that is null", { sub: null }, INVALID],
  ["a sub that is a list", { sub: ["user-1"] }, INVALID],
  ["a sub of 256 characters", { sub: "s".repeat(256) }, INVALID],
  ["a cnf of another key", { cnf: { jkt: "x".repeat(43) } }, INVALID],
  ["a cnf without jkt", { cnf: {} }, INVALID],
  ["a cnf of null", { cnf: null }, INVALID],
  ["a cnf as a text", { cnf: "jkt" }, INVALID],
  ["a cnf of a certificate", { cnf: { "x5t#S256": "x".repeat(43) } }, INVALID],
];

const ACCEPTED: [string, Record<string, unknown>][] = [
  ["iat of 55 s later", { iat: at(55) }],
  ["nbf of 55 s later", { nbf: at(55) }],
  ["no iat", { iat: undefined }],
  ["no jti", { jti: undefined }],
  ["a life of 300 s", { iat: at(0), exp: at(300) }],
  ["the site's aud in a list", { aud: ["keyhole:acme"] }],
  ["a sub of 255 characters", { sub: "s".repeat(255) }],
  ["a sub in another script", { sub: "利用者-١" }],
];

describe("an assertion with", () => {
  it.each(CLAIMS)("%s is refused", async (_, changes, code) => {
    await expectRefused(await sign(changes), code);
  });

  it.each(ACCEPTED)("%s is accepted", async (_, changes) => {
    const page = await TestPage.open(testBroker());
    expect((await page.askAsMember(await sign(changes))).status).toBe(200);
  });

  it("the cnf.jkt of the page's key is accepted", async () => {
    const page = await TestPage.open(testBroker());
    const assertion = await sign({ cnf: { jkt: page.thumbprint } });
    expect((await page.askAsMember(assertion)).status).toBe(200);
  });

  it("a lifetime beyond the site's maxAgeSeconds is refused", async () => {
    const verify = jwt({ secret: ASSERTION_SECRET, issuer: ISSUER, maxAgeSeconds: 60 });
    const broker = siteBroker({ members: { verify, grant: grantByRole } });
    await expectRefused(await sign({ exp: at(130) }), INVALID, broker);
    await expectRefused(await sign({ iat: at(-130) }), EXPIRED, broker);
    const page = await TestPage.open(broker);
    expect((await page.askAsMember(await sign({ exp: at(60) }))).status).toBe(200);
  });
});

describe("an assertion", () => {
  it("opens nothing more from its exp on, also for the key that used it", async () => {
    let nowMs = Date.now();
    const iat = Math.floor(nowMs / 1000);
    const page = await TestPage.open(testBroker({ now: () => nowMs }));
    const assertion = await sign({ iat, exp: iat + 120 });
    const ask = () => page.askAsMember(assertion, { proof: { claims: { iat: Math.floor(nowMs / 1000) } } });
    expect((await ask()).status).toBe(200);
    nowMs = (iat + 119) * 1000;
    expect((await ask()).status).toBe(200);
    nowMs = (iat + 120) * 1000;
    await expectProblem(await ask(), EXPIRED, { place: "token endpoint" });
  });
});

const HEADER = { alg: "HS256" };
const SHAPES: [string, () => string | Promise<string>][] = [
  ["a text", () => "assertion"],
  ["dots", () => ".."],
  ["no signature", () => assembleJwt(HEADER, assertionClaims(ADMIN))],
  ["alg none", () => assembleJwt({ alg: "none" }, assertionClaims(ADMIN))],
  ["alg None", () => assembleJwt({ alg: "None" }, assertionClaims(ADMIN))],
  ["no alg", () => assembleJwt({}, assertionClaims(ADMIN), "AAAA")],
  ["HS512", () => signJwt(SECRET, { alg: "HS512" }, ADMIN)],
  ["another secret", () => signJwt(new TextEncoder().encode("x".repeat(40)), HEADER, ADMIN)],
  [
    "an unknown critical header",
    () => assembleJwt({ ...HEADER, crit: ["x"], x: 1 }, assertionClaims(ADMIN), "AAAA"),
  ],
  ["claims that are a list", () => assembleJwt(HEADER, [assertionClaims(ADMIN)], "AAAA")],
  ["claims of another signature", async () => swapClaims(await sign({}), { ...assertionClaims(ADMIN) })],
  ["more than 8 KiB", () => sign({ padding: "x".repeat(8192) })],
];

describe("an assertion that is", () => {
  it.each(SHAPES)("%s is refused", async (_, make) => {
    await expectRefused(await make(), INVALID);
  });
});

async function expectRefused(assertion: string, code: Code, broker = testBroker()): Promise<void> {
  const page = await TestPage.open(broker);
  const problem = await expectProblem(await page.askAsMember(assertion), code, { place: "token endpoint" });
  expect(problem.detail).not.toContain("user-");
}

function swapClaims(assertion: string, claims: Record<string, unknown>): string {
  const [header = "", , signature = ""] = assertion.split(".");
  return assembleJwt(JSON.parse(atob(header)), claims, signature);
}
