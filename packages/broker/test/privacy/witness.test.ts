import { describe, expect, it } from "vitest";
import { FakeUpstream, json } from "../support/fake-upstream.ts";
import { ASSERTION_SECRET, KEYHOLE_SECRET, UPSTREAM_KEY } from "../support/identities.ts";
import { AGENT_A, rawCall } from "../support/raw-call.ts";
import { signAssertion } from "../support/sign-jwt.ts";
import { grantingBroker, testBroker } from "../support/test-config.ts";
import { TestPage } from "../support/test-page.ts";
import { takeLeaks } from "../support/witness.ts";

// Every test of this package ends with this search; these show that it finds what is planted.
describe("the search for secrets", () => {
  it.each([
    ["the upstream key", UPSTREAM_KEY],
    ["KEYHOLE_SECRET", KEYHOLE_SECRET],
    ["the assertion secret", ASSERTION_SECRET],
  ])("finds %s in an answer", async (name, secret) => {
    const upstream = new FakeUpstream([
      rawCall({ languageHint: null, agent: { agentId: AGENT_A, name: secret } }),
    ]);
    const page = await TestPage.visit(testBroker({ fetch: upstream.fetch }), "open");
    await page.get("/v1/calls");
    expect(takeLeaks()).toEqual([`${name} in the answer to GET https://keyhole.acme.workers.dev/v1/calls`]);
  });

  it("finds an access token in another answer", async () => {
    let token = "";
    const fetch = async () => json({ results: [rawCall({ shortSummary: token })], next: null });
    const page = await TestPage.visit(testBroker({ fetch }), "open");
    token = page.token;
    await page.get("/v1/calls");
    expect(takeLeaks()).toEqual([expect.stringContaining("an access token in the answer to GET")]);
  });

  it("finds an assertion in the log and on the console", async () => {
    const assertion = await signAssertion();
    const broker = grantingBroker(() => ({ scopes: ["calls:read"], rows: "all" }), {
      log: () => console.warn(assertion),
      env: { VIEWERS: undefined },
    });
    await (await TestPage.open(broker)).askAsMember(assertion);
    expect(takeLeaks()).toEqual(["an assertion in console.warn"]);
  });
});
