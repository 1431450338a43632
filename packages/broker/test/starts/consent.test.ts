import { describe, expect, it } from "vitest";
import { sha256Base64url } from "../../src/keys/sha256.ts";
import { brokerGranting } from "../support/enter-as.ts";
import { expectProblem } from "../support/expect-problem.ts";
import { json } from "../support/fake-upstream.ts";
import { enter, newKey, start, visit } from "../support/start-page.ts";
import { StartingUpstream, talkConfig } from "../support/starting-upstream.ts";

const SECRET = "a-secret-of-turnstile-0123456789-abcdef";
const CONSENT = { version: "2026-11", text: "The call is recorded." };

/** A broker whose visitors solve challenges that `verify` judges. */
function open(
  talk: Parameters<typeof talkConfig>[0],
  verify: (body: Record<string, string>) => Response = () => json({}),
) {
  const upstream = new StartingUpstream();
  const asked: Record<string, string>[] = [];
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    if (new URL(request.url).hostname !== "challenges.cloudflare.com") return upstream.fetch(request);
    asked.push(await request.json());
    return verify(asked.at(-1) ?? {});
  };
  const scopes = ["calls:read", "calls:start"] as const;
  const site = { talk: talkConfig(talk), visitors: { rows: "own" as const, scopes } };
  return { upstream, asked, broker: brokerGranting(fetch, { scopes, site, env: { TURNSTILE: SECRET } }) };
}

describe("consent", () => {
  it("is required in the version that the site has, and kept in the call's metadata", async () => {
    const { upstream, broker } = open({ consent: CONSENT });
    const page = await visit(broker);
    const key = newKey();
    await expectProblem(await start(page, {}, key), "consent_required");
    const old = await expectProblem(
      await start(page, { consent: { version: "2025" } }, key),
      "consent_required",
    );
    expect(old.detail).toMatch(/changed/);
    expect((await start(page, { consent: { version: "2026-11" } }, key)).status).toBe(201);
    expect(JSON.parse(upstream.only.metadata.keyhole_consent ?? "")).toEqual({
      version: "2026-11",
      hash: await sha256Base64url(CONSENT.text),
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
    });
  });

  it("is no matter for a call that has been started", async () => {
    const { broker } = open({ consent: CONSENT });
    const page = await visit(broker);
    const key = newKey();
    await start(page, { consent: { version: "2026-11" } }, key);
    expect((await start(page, {}, key)).status).toBe(200);
  });
});

describe("a challenge of Turnstile", () => {
  const turnstile = { siteKey: "site-key", secret: SECRET };
  const solved = { success: true, hostname: "acme.example" };

  it("is solved once for a visitor's key, and not asked of members", async () => {
    const { upstream, asked, broker } = open({ turnstile, limits: { visitor: { callsAtOnce: 5 } } }, () =>
      json(solved),
    );
    const page = await visit(broker);
    await expectProblem(await start(page), "challenge_required");
    expect((await start(page, { turnstile: "answer-1" })).status).toBe(201);
    expect((await start(page)).status).toBe(201);
    expect(asked).toEqual([{ secret: SECRET, response: "answer-1" }]);
    await expectProblem(await start(await visit(broker)), "challenge_required");
    expect((await start(await enter(broker))).status).toBe(201);
    expect(upstream.calls.length).toBe(3);
  });

  it.each([
    ["is used up", { success: false, "error-codes": ["timeout-or-duplicate"] }, "challenge_required"],
    ["was solved on another page", { success: true, hostname: "evil.example" }, "challenge_required"],
    ["names no page", { success: true }, "challenge_required"],
    ["cannot be checked", { success: false, "error-codes": ["internal-error"] }, "upstream_unavailable"],
    ["meets a wrong secret", { success: false, "error-codes": ["invalid-input-secret"] }, "not_configured"],
    ["gets a list", [], "upstream_unavailable"],
  ] as const)("that %s starts nothing", async (_, verdict, code) => {
    const { upstream, broker } = open({ turnstile }, () => json(verdict));
    await expectProblem(await start(await visit(broker), { turnstile: "answer" }), code);
    expect(upstream.starts).toEqual([]);
  });

  it("that breaks off, or is answered by a page, starts nothing", async () => {
    for (const verify of [() => new Response("<html>", { status: 502 }), () => Response.error()]) {
      const { upstream, broker } = open({ turnstile }, verify);
      await expectProblem(await start(await visit(broker), { turnstile: "a" }), "upstream_unavailable");
      expect(upstream.starts).toEqual([]);
    }
  });
});
