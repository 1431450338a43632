import { describe, expect, it } from "vitest";
import { jwt } from "../../src/index.ts";
import { expectProblem } from "../support/expect-problem.ts";
import { ASSERTION_SECRET, ISSUER } from "../support/identities.ts";
import { signJwt } from "../support/sign-jwt.ts";
import { grantByRole, siteBroker, testBroker } from "../support/test-config.ts";
import { TestPage } from "../support/test-page.ts";

const SECRET = new TextEncoder().encode(ASSERTION_SECRET);
const sign = (claims: Record<string, unknown>) =>
  signJwt(SECRET, { alg: "HS256" }, { role: "admin", ...claims });

const KINDS: [string, Record<string, unknown>][] = [
  ["a jti", {}],
  ["no jti", { jti: undefined }],
  ["an empty jti", { jti: "" }],
  ["a jti that is a number", { jti: 7 }],
];

describe.each(KINDS)("an assertion with %s", (_, claims) => {
  it("may be used again by the key that used it first", async () => {
    const page = await TestPage.open(testBroker());
    const assertion = await sign(claims);
    for (let use = 0; use < 3; use += 1) {
      expect((await page.askAsMember(assertion)).status).toBe(200);
    }
  });

  it("is refused for another key, also by another isolate", async () => {
    const assertion = await sign(claims);
    await TestPage.enter(testBroker(), assertion);
    await expectReused(assertion);
  });

  it("is refused for another key however its signature is spelled", async () => {
    const assertion = await sign(claims);
    await TestPage.enter(testBroker(), assertion);
    for (const spelling of spellings(assertion)) {
      expect(spelling).not.toBe(assertion);
      await expectReused(spelling);
    }
  });

  it("stays bound to the first key after another was refused", async () => {
    const broker = testBroker();
    const assertion = await sign(claims);
    const page = await TestPage.enter(broker, assertion);
    await expectReused(assertion);
    expect((await page.askAsMember(assertion)).status).toBe(200);
  });
});

describe("assertions", () => {
  it("of one member can each be bound to another key", async () => {
    const broker = testBroker();
    for (const jti of ["one", "two"]) {
      await TestPage.enter(broker, await sign({ sub: "with two pages", jti }));
    }
  });

  it("of two members may have the same jti", async () => {
    const broker = testBroker();
    for (const sub of ["one member", "another member"]) {
      await TestPage.enter(broker, await sign({ sub, jti: "the same" }));
    }
  });

  it("are bound to one of two racing keys", async () => {
    const broker = testBroker();
    const assertion = await sign({});
    const pages = await Promise.all(Array.from({ length: 8 }, () => TestPage.open(broker)));
    const statuses = await Promise.all(pages.map(async (page) => (await page.askAsMember(assertion)).status));
    expect(statuses.toSorted()).toEqual([200, ...Array(7).fill(400)]);
  });

  it("bind no key when refused", async () => {
    const assertion = await sign({});
    const stranger = await TestPage.open(testBroker());
    const elsewhere = await stranger.askAsMember(assertion, { headers: { Origin: "https://evil.example" } });
    await expectProblem(elsewhere, "origin_not_allowed", { place: "token endpoint" });
    await TestPage.enter(testBroker(), assertion);
  });
});

describe("singleUse", () => {
  const verify = jwt({ secret: ASSERTION_SECRET, issuer: ISSUER, singleUse: true });
  const open = () => siteBroker({ members: { verify, grant: grantByRole } });

  it.each(KINDS)("refuses an assertion with %s the second time, even for the same key", async (_, claims) => {
    const assertion = await sign(claims);
    const page = await TestPage.enter(open(), assertion);
    const again = await page.askAsMember(assertion);
    await expectProblem(again, "assertion_reused", { place: "token endpoint" });
  });
});

async function expectReused(assertion: string): Promise<void> {
  const thief = await TestPage.open(testBroker());
  await expectProblem(await thief.askAsMember(assertion), "assertion_reused", { place: "token endpoint" });
}

/** The same assertion with other last characters: 32 bytes leave two bits of the last one unused. */
function spellings(assertion: string): string[] {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const last = alphabet.indexOf(assertion.at(-1) ?? "");
  return [1, 2, 3].map((bits) => assertion.slice(0, -1) + alphabet[last ^ bits]);
}
