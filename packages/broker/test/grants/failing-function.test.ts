import { afterEach, describe, expect, it, vi } from "vitest";
import { expectProblem } from "../support/expect-problem.ts";
import { signAssertion } from "../support/sign-jwt.ts";
import { grantingBroker } from "../support/test-config.ts";
import { TestPage } from "../support/test-page.ts";

afterEach(() => {
  vi.useRealTimers();
});

const FAILURES: [string, () => unknown, string][] = [
  ["throws", () => fail(new TypeError("secret claim")), "sites.acme.members.grant: threw TypeError"],
  ["throws what is no error", () => fail("secret claim"), "sites.acme.members.grant: threw string"],
  ["throws null", () => fail(null), "sites.acme.members.grant: threw object"],
  ["rejects", async () => fail(new RangeError("secret claim")), "sites.acme.members.grant: threw RangeError"],
];

describe("a grant function that", () => {
  it.each(FAILURES)("%s refuses the mint, and is logged only by its name", async (_, grant, detail) => {
    const broker = grantingBroker(grant);
    const page = await TestPage.open(broker);
    const problem = await expectProblem(await page.askAsMember(await signAssertion()), "grant_refused", {
      place: "token endpoint",
    });
    expect(problem.detail).not.toContain("claim");
    expect(broker.log).toEqual([
      {
        level: "warn",
        event: "grant_refused",
        requestId: problem.requestId,
        site: "acme",
        reason: "grant: threw",
        detail,
      },
    ]);
  });

  it("never settles refuses the mint after 5 s", async () => {
    let called = () => {};
    const isCalled = new Promise<void>((resolve) => {
      called = resolve;
    });
    const broker = grantingBroker(() => {
      called();
      return new Promise(() => {});
    });
    const page = await TestPage.open(broker);
    const assertion = await signAssertion();
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const answer = page.askAsMember(assertion);
    await isCalled;
    await vi.advanceTimersByTimeAsync(5000);
    await expectProblem(await answer, "grant_refused", { place: "token endpoint" });
  });

  it("fails once is called again with the same assertion", async () => {
    let calls = 0;
    const broker = grantingBroker(() => {
      calls += 1;
      return calls === 1 ? fail(new Error("database")) : { scopes: ["calls:read"], rows: "all" };
    });
    const page = await TestPage.open(broker);
    const assertion = await signAssertion();
    expect((await page.askAsMember(assertion)).status).toBe(400);
    expect((await page.askAsMember(assertion)).status).toBe(200);
  });
});

function fail(reason: unknown): never {
  throw reason;
}
