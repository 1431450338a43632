import { describe, expect, inject, it } from "vitest";
import { expectProblem } from "../support/expect-problem.ts";
import { enterOutbound, OUTBOUND_PROJECT, walkList } from "../support/outbound.ts";
import { outliveAnswers, restoreClock } from "../support/outlive-answers.ts";

restoreClock();

describe("the settings of a site whose source is cekura", () => {
  it("is not healthy while Cekura rejects its key, and says so in the log", async () => {
    const { page, broker } = await enterOutbound({ env: { CEKURA_API_KEY: "another-key" } });
    await expectProblem(await page.get("/v1/calls"), "upstream_key_rejected");
    expect(broker.log.at(-1)?.detail).toContain("CEKURA_API_KEY: is rejected: GET");
    expect(await page.read("/v1/health")).toMatchObject({ status: "not_ready" });
  });

  it.each([
    ["has no such project", { site: { cekura: { project: 99 } } }],
    ["is not at the base URL", { instead: () => new Response("<html>", { status: 404 }) }],
    ["answers a web page", { instead: () => new Response("<html>") }],
  ])("is not healthy while Cekura %s, and names both settings", async (_, setting) => {
    const { page, broker } = await enterOutbound(setting);
    await expectProblem(await page.get("/v1/calls"), "upstream_invalid");
    expect(broker.log.at(-1)?.detail).toMatch(/^cekura\.project or CEKURA_BASE_URL: lead to no calls: GET/);
    expect(await page.read("/v1/health")).toMatchObject({ status: "not_ready" });
  });

  it("reads with a key of the project alone where the organization's makes one", async () => {
    const keys = new Set<string | null>();
    const { page, broker } = await enterOutbound({
      site: { cekura: { project: OUTBOUND_PROJECT, provisionKey: true } },
      instead(url, init) {
        if (url.pathname.includes("call-logs")) keys.add(new Headers(init?.headers).get("X-CEKURA-API-KEY"));
        return undefined;
      },
    });
    expect((await walkList(page)).length).toBeGreaterThan(20);
    expect(keys.size).toBe(1);
    expect([...keys][0]).not.toBe(inject("cekuraKeys").organization);
    expect(broker.log[0]?.detail).toMatch(/^made the key \d+ \(Keyhole /);
  });

  it("names a made key that was revoked, and makes no other", async () => {
    let isRevoked = false;
    let made = 0;
    const { page, broker } = await enterOutbound({
      site: { cekura: { project: OUTBOUND_PROJECT, provisionKey: true } },
      instead(url) {
        if (url.pathname.endsWith("/user-api-key/")) made += 1;
        else if (isRevoked) return new Response(null, { status: 403 });
        return undefined;
      },
    });
    await page.read("/v1/calls");
    isRevoked = true;
    outliveAnswers();
    for (let count = 0; count < 3; count += 1)
      await expectProblem(await page.get("/v1/calls"), "upstream_key_rejected");
    expect(made).toBe(1);
    expect(broker.log.at(-1)?.detail).toMatch(
      /^the Cekura key \d+ \(Keyhole [^)]+\) is rejected: GET .*; revoke it, and set another/,
    );
  });
});
