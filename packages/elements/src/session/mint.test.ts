import { assert, equal } from "../../test/assert.ts";
import { describe, it } from "../../test/mocha.ts";
import { assertion } from "../../test/session/answers.ts";
import { list, listed, PageStandIn } from "../../test/session/page-stand-in.ts";

describe("mint()", () => {
  it("sends client credentials and a proof for a visitor", async () => {
    const page = new PageStandIn();
    await listed(page.open());
    const [mint] = page.broker.mints;
    assert(mint);
    equal(mint.method, "POST");
    const { dpop, ...form } = Object.fromEntries(mint.form);
    equal(form, {
      grant_type: "client_credentials",
      client_id: page.site,
      first: "/v1/calls?limit=25",
    });
    assert(dpop);
    equal([...mint.headers.keys()], ["content-type"], "a header of its own would need a preflight");
  });

  it("sends a token exchange for a member", async () => {
    const page = new PageStandIn();
    equal(await listed(page.openMember()), ["rows of anna"]);
    const [mint] = page.broker.mints;
    assert(mint);
    const { dpop, ...form } = Object.fromEntries(mint.form);
    assert(dpop);
    equal(form, {
      grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
      client_id: page.site,
      subject_token: assertion({ sub: "anna", jti: "1" }),
      subject_token_type: "urn:ietf:params:oauth:token-type:jwt",
      first: "/v1/calls?limit=25",
    });
  });

  it("sends no cookies, follows no redirect, and lets the browser cache preflights", async () => {
    const page = new PageStandIn();
    await listed(page.open());
    equal(page.broker.asked.length, 2);
    for (const { init } of page.broker.asked) {
      equal([init.credentials, init.redirect, init.cache, init.mode], ["omit", "error", "default", "cors"]);
    }
  });

  it("exposes all scopes, those of a newer broker too", async () => {
    const page = new PageStandIn();
    page.broker.scope = "calls:read calls:dream transcripts:read";
    const session = page.open();
    const states: unknown[] = [];
    session.subscribe(() => states.push(session.state));
    await listed(session);
    equal(states, [
      { status: "connecting" },
      { status: "ready", scopes: ["calls:read", "calls:dream", "transcripts:read"] },
    ]);
  });

  it("starts once with signIn()", async () => {
    const page = new PageStandIn();
    const session = page.open();
    session.signIn();
    session.signIn();
    equal(await listed(session), [`own rows of ${await session.thumbprint()}`]);
    session.signIn();
    await listed(session);
    equal(page.broker.mints.length, 1, "mints");
  });
});

describe("Session.request()", () => {
  it("resolves to the parsed value with status and headers", async () => {
    const page = new PageStandIn();
    const answer = await list(page.open());
    assert(answer.ok);
    equal(answer.status, 200);
    equal(answer.headers.get("Content-Type"), "application/json");
  });

  it("binds the proof to method, URL without query, and token", async () => {
    const page = new PageStandIn();
    const session = page.open();
    const posted = await session.request("/v1/calls?x=1#y", {
      method: "POST",
      body: "{}",
      headers: { "Content-Type": "application/json", "Idempotency-Key": "k" },
      parse: (body) => body,
    });
    assert(posted.ok, "The stand-in has refused the proof.");
    const [asked] = page.broker.lists;
    equal([asked?.method, asked?.headers.get("Idempotency-Key"), asked?.init.body], ["POST", "k", "{}"]);
  });

  it("ignores credentials of the caller", async () => {
    const page = new PageStandIn();
    const answer = await page.open().request("/v1/calls", {
      headers: { authorization: "DPoP mine", dpop: "mine" },
      parse: (body) => body,
    });
    assert(answer.ok);
  });

  it("parses a 204 and a 304 without a body", async () => {
    const page = new PageStandIn();
    const session = page.open();
    for (const status of [204, 304]) {
      page.broker.once("/v1/calls", new Response(null, { status }));
      const answer = await session.request("/v1/calls", { parse: (body) => body === undefined });
      equal(
        [answer.ok, "value" in answer && answer.value, "status" in answer && answer.status],
        [true, true, status],
      );
    }
  });
});
