import { describe, expect, it } from "vitest";
import { expectProblem } from "../support/expect-problem.ts";
import { FakeUpstream } from "../support/fake-upstream.ts";
import { signAssertion } from "../support/sign-jwt.ts";
import { grantingBroker, siteBroker, testBroker } from "../support/test-config.ts";
import { TestPage } from "../support/test-page.ts";

const PLACE = { place: "token endpoint" } as const;
const JWE_OF_DIR = /^[A-Za-z0-9_-]+\.\.[A-Za-z0-9_-]{16}\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]{22}$/;

describe("the answer", () => {
  it("to a visitor has these fields and no others", async () => {
    const page = await TestPage.open(testBroker());
    const response = await page.askAsVisitor();
    expect(response.headers.get("Content-Type")).toBe("application/json");
    expect(response.headers.get("Cache-Control")).toBe("private, no-store");
    expect(await response.json()).toEqual({
      access_token: expect.stringMatching(JWE_OF_DIR),
      token_type: "DPoP",
      expires_in: 300,
      scope: "calls:read",
    });
  });

  it("to a member says what kind of token was issued (RFC 8693 section 2.2.1)", async () => {
    const page = await TestPage.open(testBroker());
    const response = await page.askAsMember(await signAssertion({ role: "admin" }));
    expect(await response.json()).toEqual({
      access_token: expect.stringMatching(JWE_OF_DIR),
      token_type: "DPoP",
      expires_in: 300,
      scope: "calls:read transcripts:read pii:read",
      issued_token_type: "urn:ietf:params:oauth:token-type:access_token",
    });
  });

  it("contains a token that reveals only its algorithms and its day", async () => {
    const page = await TestPage.visit(testBroker());
    const [header = "", key] = page.token.split(".");
    expect(JSON.parse(atob(header))).toEqual({
      alg: "dir",
      enc: "A256GCM",
      kid: new Date().toISOString().slice(0, 10),
    });
    expect(key).toBe("");
  });

  it("contains a new token each time", async () => {
    const page = await TestPage.open(testBroker());
    const tokens = [await page.signInAsVisitor("acme"), await page.signInAsVisitor("acme")];
    expect(new Set(tokens.map(({ access_token }) => access_token)).size).toBe(2);
  });

  it.each([30, 60, 300])("expires in the site's tokenSeconds: %i", async (tokenSeconds) => {
    let nowMs = Math.floor(Date.now() / 1000) * 1000;
    const fetch = new FakeUpstream([]).fetch;
    const broker = siteBroker({ tokenSeconds }, { fetch, now: () => nowMs });
    const page = await TestPage.open(broker);
    expect((await page.signInAsVisitor("acme")).expires_in).toBe(tokenSeconds);
    const at = (seconds: number) => {
      nowMs += seconds * 1000;
      return page.get("/v1/calls", { proof: { claims: { iat: nowMs / 1000 } } });
    };
    expect((await at(tokenSeconds - 1)).status).toBe(200);
    await expectProblem(await at(1), "token_expired");
  });
});

describe("a site", () => {
  it("refuses visitors if it has none", async () => {
    const broker = grantingBroker(() => ({ scopes: ["calls:read"], rows: "all" }));
    await expectProblem(await (await TestPage.open(broker)).askAsVisitor(), "grant_refused", PLACE);
  });

  it("refuses members if it has none", async () => {
    const page = await TestPage.open(testBroker());
    const assertion = await signAssertion({ aud: "keyhole:open", role: "admin" });
    await expectProblem(await page.askAsMember(assertion, {}, "open"), "grant_refused", PLACE);
  });
});

describe("a token's size", () => {
  const rowsOf = (keys: number, length: number) => ({
    metadata: Object.fromEntries(
      Array.from({ length: keys }, (_, index) => [`key-${index}`, "x".repeat(length)]),
    ),
  });

  it.each([
    [
      "50 agents",
      { agents: Array.from({ length: 50 }, (_, index) => `aaaaaaaa-0000-4000-8000-0000000000${10 + index}`) },
    ],
    ["8 metadata keys", rowsOf(8, 200)],
  ])("of a grant with %s fits", async (_, rows) => {
    const page = await TestPage.enter(
      grantingBroker(() => ({ scopes: ["calls:read"], rows })),
      await signAssertion(),
    );
    expect(page.token.length).toBeLessThanOrEqual(4096);
  });

  it("refuses the grant when it exceeds 4,096 bytes", async () => {
    const rows = {
      ...rowsOf(8, 256),
      agents: Array.from({ length: 50 }, (_, index) => `agent-${index}-of-many`),
    };
    const page = await TestPage.open(grantingBroker(() => ({ scopes: ["calls:read"], rows })));
    const problem = await expectProblem(
      await page.askAsMember(await signAssertion()),
      "grant_refused",
      PLACE,
    );
    expect(problem.detail).toContain("does not fit");
  });

  it("is counted in bytes, not characters", async () => {
    const rows = {
      metadata: {
        name: "利".repeat(256),
        other: "用".repeat(256),
        third: "者".repeat(256),
        fourth: "利".repeat(256),
      },
    };
    const page = await TestPage.open(grantingBroker(() => ({ scopes: ["calls:read"], rows })));
    await expectProblem(await page.askAsMember(await signAssertion()), "grant_refused", PLACE);
  });
});
