import { describe, expect, it } from "vitest";
import { Refusal } from "../../src/http/refusal.ts";
import { refuseAssertion, refuseProof, refuseToken } from "../../src/http/refusals.ts";
import { refuseUpstream } from "../../src/sources/refuse-upstream.ts";
import { brokerGranting } from "../support/enter-as.ts";
import { expectProblem } from "../support/expect-problem.ts";
import { json } from "../support/fake-upstream.ts";
import { signAssertion } from "../support/sign-jwt.ts";
import { TestPage } from "../support/test-page.ts";

describe("the log", () => {
  it.each([
    ["an answer without rows", () => json({}), "upstream_invalid", "upstream: invalid (schema)"],
    [
      "an answer that is no JSON",
      () => new Response("<p>"),
      "upstream_invalid",
      "upstream: invalid (not_json)",
    ],
    ["a 418", () => json({}, 418), "upstream_invalid", "upstream: refused (418)"],
    ["a 403", () => json({}, 403), "upstream_key_rejected", "upstream: key_rejected (403)"],
  ] as const)("names site, reason and path where the upstream gives %s", async (_, answer, code, reason) => {
    const broker = brokerGranting(async () => answer());
    const page = await TestPage.enter(broker, await signAssertion());
    const { requestId } = await expectProblem(await page.get("/v1/calls"), code);
    const detail = expect.stringContaining("GET /calls below ULTRAVOX_BASE_URL");
    expect(broker.log).toEqual([{ level: "warn", event: code, requestId, site: "acme", reason, detail }]);
  });
});

const ASKED = {
  service: "voice service",
  path: "/calls",
  settings: { baseUrl: "ULTRAVOX_BASE_URL", apiKey: "ULTRAVOX_API_KEY", path: "/api" },
  isAlwaysThere: true,
} as const;

describe("a refusal", () => {
  const wire = ({ code, detail }: Refusal) => ({ code, detail });

  it("keeps apart for the owner what a page cannot tell apart", () => {
    const faults = ["invalid", "malformed", "site", "key"] as const;
    const refusals = faults.map((fault) => refuseToken(fault));
    expect(refusals.map(({ options }) => options.reason)).toEqual(faults.map((fault) => `token: ${fault}`));
    expect(new Set(refusals.map((refusal) => JSON.stringify(wire(refusal)))).size).toBe(1);
  });

  it.each([
    [refuseProof("replayed"), "proof: replayed"],
    [refuseAssertion("reused", "words"), "assertion: reused"],
    [refuseUpstream({ kind: "unavailable", reason: "timeout" }, ASKED), "upstream: unavailable (timeout)"],
    [refuseUpstream({ kind: "not_found" }, ASKED), "upstream: not_found"],
  ])("carries its reason", (refusal, reason) => {
    expect(refusal).toBeInstanceOf(Refusal);
    expect(refusal.options.reason).toBe(reason);
  });

  it("never tells its reason to the page", async () => {
    const broker = brokerGranting(null);
    const page = await TestPage.enter(broker, await signAssertion());
    const answer = await page.get("/v1/calls", { proof: { claims: { htm: "PUT" } } });
    expect(await answer.clone().text()).not.toContain("reason");
    expect(await answer.text()).not.toContain("proof: method");
  });
});
