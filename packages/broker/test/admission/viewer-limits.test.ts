import { reset } from "cloudflare:test";
import { afterEach, describe, expect, it } from "vitest";
import type { SiteConfig } from "../../src/index.ts";
import { signAssertion } from "../support/sign-jwt.ts";
import { siteBroker } from "../support/test-config.ts";
import { TestPage } from "../support/test-page.ts";

/** A broker with the given limits on `acme`; its upstream has no calls. */
function limitedBroker(limits: NonNullable<SiteConfig["limits"]>) {
  return siteBroker({ limits }, { fetch: async () => Response.json({ results: [], next: null, total: 0 }) });
}

afterEach(reset);

describe("limits", () => {
  it("count one viewer's requests exactly, and tell how long to wait", async () => {
    const page = await TestPage.open(limitedBroker({ visitor: { requestsPerMinute: 5 } }));
    await page.signInAsVisitor("acme");
    const statuses: number[] = [];
    for (let request = 0; request < 7; request += 1) statuses.push((await page.get("/v1/calls")).status);
    expect(statuses).toEqual([200, 200, 200, 200, 200, 429, 429]);
    const refused = await page.get("/v1/calls");
    const problem = await refused.json<{ code: string; retryAfterSeconds: number }>();
    expect(problem.code).toBe("rate_limited");
    expect(String(problem.retryAfterSeconds)).toBe(refused.headers.get("Retry-After"));
    expect(problem.retryAfterSeconds).toBeGreaterThan(50);
  });

  it("are separate for each viewer", async () => {
    const app = limitedBroker({ visitor: { requestsPerMinute: 1 } });
    const [first, second] = [await TestPage.open(app), await TestPage.open(app)];
    await first.signInAsVisitor("acme");
    await second.signInAsVisitor("acme");
    expect((await first.get("/v1/calls")).status).toBe(200);
    expect((await first.get("/v1/calls")).status).toBe(429);
    expect((await second.get("/v1/calls")).status).toBe(200);
  });

  it("of one member hold across the member's keys", async () => {
    const app = limitedBroker({ member: { mintsPerMinute: 2 } });
    const mint = async () =>
      (await TestPage.open(app)).signInAsMember(
        "acme",
        await signAssertion({ sub: "limited", role: "admin" }),
      );
    await mint();
    await mint();
    await expect(mint()).rejects.toThrow("rate_limited");
  });

  it("let a flood of made-up visitors starve visitors, never members", async () => {
    const app = limitedBroker({ visitors: { mintsPerMinute: 20 } });
    const flood = await Promise.all(
      Array.from({ length: 60 }, async () => {
        const page = await TestPage.open(app);
        return (await page.askForToken({ grant_type: "client_credentials", client_id: "acme" })).status;
      }),
    );
    expect(flood.filter((status) => status === 200)).toHaveLength(20);
    expect(flood.filter((status) => status === 429)).toHaveLength(40);

    const member = await TestPage.open(app);
    await member.signInAsMember("acme", await signAssertion({ sub: "calm", role: "admin" }));
    expect((await member.get("/v1/calls")).status).toBe(200);
  });

  it("check the audience's limit before they create a visitor's object", async () => {
    const app = limitedBroker({ visitors: { mintsPerMinute: 1 }, visitor: { mintsPerMinute: 1 } });
    const page = await TestPage.open(app);
    await page.signInAsVisitor("acme");
    const refused = await page.askForToken({ grant_type: "client_credentials", client_id: "acme" });
    expect((await refused.json<{ detail: string }>()).detail).toContain("Too many requests for this site");
  });
});
