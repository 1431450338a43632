import { describe, expect, it } from "vitest";
import { signAssertion } from "../support/sign-jwt.ts";
import { testBroker } from "../support/test-config.ts";
import { TestPage } from "../support/test-page.ts";

describe("POST /v1/token", () => {
  it("returns a bound, short-lived token to a visitor", async () => {
    const page = await TestPage.open(testBroker());
    const answer = await page.signInAsVisitor("acme");
    expect(answer).toMatchObject({ token_type: "DPoP", expires_in: 300, scope: "calls:read" });
    expect(answer.access_token.length).toBeLessThanOrEqual(4096);
  });

  it("exchanges a member's assertion", async () => {
    const page = await TestPage.open(testBroker());
    const answer = await page.signInAsMember(
      "acme",
      await signAssertion({ role: "support", tenant: "tenant-a" }),
    );
    expect(answer).toMatchObject({
      scope: "calls:read",
      issued_token_type: "urn:ietf:params:oauth:token-type:access_token",
    });
  });

  it("binds an assertion to the key that used it first", async () => {
    const app = testBroker();
    const [first, second] = [await TestPage.open(app), await TestPage.open(app)];
    const assertion = await signAssertion({ role: "admin" });
    await first.signInAsMember("acme", assertion);
    await first.signInAsMember("acme", assertion);
    await expect(second.signInAsMember("acme", assertion)).rejects.toThrow("assertion_reused");
  });
});
