import { describe, expect, it } from "vitest";
import { siteBroker } from "../support/test-config.ts";
import { TestPage } from "../support/test-page.ts";

const START_MS = Date.parse("2026-08-15T23:58:30Z");

/** A broker whose site asks for nonces, with a clock that the test holds. */
function nonceBroker(clock: { nowMs: number }, env: Record<string, unknown> = {}) {
  return siteBroker(
    { nonce: true },
    { env, now: () => clock.nowMs, fetch: async () => Response.json({ results: [], next: null }) },
  );
}

const FIELDS = { grant_type: "client_credentials", client_id: "acme" };

async function ask(page: TestPage, nonce: string | undefined, nowMs: number): Promise<Response> {
  return page.askForToken(FIELDS, { proof: { claims: { iat: Math.floor(nowMs / 1000), nonce } } });
}

describe("a site that requires nonces (RFC 9449 section 8)", () => {
  it("issues a nonce, and accepts it", async () => {
    const clock = { nowMs: Date.now() };
    const page = await TestPage.open(nonceBroker(clock));
    const refused = await ask(page, undefined, clock.nowMs);
    expect(refused.status).toBe(400);
    expect(await refused.json()).toMatchObject({ code: "nonce_required", error: "use_dpop_nonce" });
    const nonce = refused.headers.get("DPoP-Nonce") ?? "";
    expect((await ask(page, nonce, clock.nowMs)).status).toBe(200);
  });

  it("refuses at the resource with 401 and a challenge", async () => {
    const clock = { nowMs: Date.now() };
    const page = await TestPage.open(nonceBroker(clock));
    const nonce = (await ask(page, undefined, clock.nowMs)).headers.get("DPoP-Nonce") ?? "";
    const { access_token } = await (await ask(page, nonce, clock.nowMs)).json<{ access_token: string }>();
    page.useToken(access_token);
    const send = (value?: string) => page.get("/v1/calls", { proof: { claims: { nonce: value } } });
    const refused = await send();
    expect(refused.status).toBe(401);
    expect(refused.headers.get("WWW-Authenticate")).toBe('DPoP error="use_dpop_nonce", algs="ES256"');
    expect((await send(refused.headers.get("DPoP-Nonce") ?? "")).status).toBe(200);
  });

  it.each([
    ["one of another broker", "29770000.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"],
    ["garbage", "x"],
    ["a number too large", "99999999999.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"],
  ])("refuses %s", async (_name, nonce) => {
    const clock = { nowMs: Date.now() };
    const page = await TestPage.open(nonceBroker(clock));
    expect(await (await ask(page, nonce, clock.nowMs)).json()).toMatchObject({ code: "nonce_required" });
  });

  it("accepts a nonce over midnight, and refuses it after five minutes", async () => {
    const clock = { nowMs: START_MS };
    const page = await TestPage.open(nonceBroker(clock));
    const nonce = (await ask(page, undefined, clock.nowMs)).headers.get("DPoP-Nonce") ?? "";
    clock.nowMs += 3 * 60_000;
    expect((await ask(page, nonce, clock.nowMs)).status).toBe(200);
    clock.nowMs += 3 * 60_000;
    expect((await ask(page, nonce, clock.nowMs)).status).toBe(400);
  });

  it("accepts a nonce that the previous secret signed", async () => {
    const clock = { nowMs: Date.now() };
    const previous = "a-previous-secret-of-the-tests-0123456789";
    const before = await TestPage.open(nonceBroker(clock, { KEYHOLE_SECRET: previous }));
    const nonce = (await ask(before, undefined, clock.nowMs)).headers.get("DPoP-Nonce") ?? "";
    const after = await TestPage.open(nonceBroker(clock, { KEYHOLE_SECRET_PREVIOUS: previous }));
    expect((await ask(after, nonce, clock.nowMs)).status).toBe(200);
  });
});
