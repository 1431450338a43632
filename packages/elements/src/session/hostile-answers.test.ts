import { assert, equal } from "../../test/assert.ts";
import { describe, it } from "../../test/mocha.ts";
import { json, problem } from "../../test/session/answers.ts";
import { list, listed, PageStandIn } from "../../test/session/page-stand-in.ts";

const html = (status = 200) =>
  new Response("<!doctype html><h1>Sign in", { status, headers: { "Content-Type": "text/html" } });
const typed = (body: BodyInit, type: string, status = 200) =>
  new Response(body, { status, headers: { "Content-Type": type } });
const token = (changes: object) =>
  json({ access_token: "t", token_type: "DPoP", expires_in: 300, scope: "calls:read", ...changes });

const NOT_OF_THE_CONTRACT = { kind: "answer" };

describe("Session.request() with an answer outside the contract", () => {
  const answers: [string, () => Response][] = [
    ["HTML", () => html()],
    ["HTML with 500", () => html(500)],
    ["HTML with 401", () => html(401)],
    ["JSON under another type", () => typed('{"items":[]}', "text/plain")],
    ["JSON without a type", () => new Response(new TextEncoder().encode('{"items":[]}'))],
    ["broken JSON", () => typed('{"items":[', "application/json")],
    ["an empty body", () => typed("", "application/json")],
    ["JSON that the caller does not want", () => json({ rows: [] })],
    ["null, over which its parser trips", () => json(null)],
    ["a problem without a code", () => problem("internal", { code: undefined as unknown as "internal" })],
    ["a problem whose code is no name", () => problem("internal", { code: "toString" as "internal" })],
    ["a problem without detail", () => problem("internal", { detail: undefined as unknown as string })],
    ["a problem whose title is an object", () => problem("internal", { title: {} as string })],
    ["a problem that is an array", () => typed("[]", "application/problem+json", 500)],
    ["a problem that is null", () => typed("null", "application/problem+json", 500)],
  ];

  for (const [what, answer] of answers) {
    it(`reports ${what}`, async () => {
      const page = new PageStandIn();
      const session = page.open();
      await listed(session);
      page.broker.once("/v1/calls", answer());
      equal(await listed(session), NOT_OF_THE_CONTRACT);
      equal(session.state.status, "ready");
      assert(Array.isArray(await listed(session)), "The next request tries again.");
    });
  }

  for (const status of [200, 500]) {
    it(`reports a body that is too large: ${status}`, async () => {
      const page = new PageStandIn();
      const session = page.open();
      await listed(session);
      page.broker.once("/v1/calls", typed(" ".repeat(5_000_000), "application/json", status));
      equal(await listed(session), NOT_OF_THE_CONTRACT);
    });

    it(`does not read a body that is declared too large: ${status}`, async () => {
      const page = new PageStandIn();
      const session = page.open();
      await listed(session);
      let isCancelled = false;
      const body = new ReadableStream({
        cancel() {
          isCancelled = true;
        },
      });
      const headers = { "Content-Type": "application/json", "Content-Length": "5000000" };
      page.broker.once("/v1/calls", new Response(body, { status, headers }));
      equal(await listed(session), NOT_OF_THE_CONTRACT);
      assert(isCancelled);
    });
  }
});

describe("mint with an answer outside the contract", () => {
  const answers: [string, () => Response][] = [
    ["HTML", () => html()],
    ["null", () => json(null)],
    ["no access_token", () => token({ access_token: undefined })],
    ["an empty access_token", () => token({ access_token: "" })],
    ["an access_token that would break a header", () => token({ access_token: "a\r\nX-Y: z" })],
    ["an access_token that is no ASCII", () => token({ access_token: "tökén" })],
    ["an access_token of more than 4,096 bytes", () => token({ access_token: "x".repeat(4_097) })],
    ["another token_type", () => token({ token_type: "Bearer" })],
    ["no token_type", () => token({ token_type: undefined })],
    ["no expires_in", () => token({ expires_in: undefined })],
    ["expires_in as a text", () => token({ expires_in: "300" })],
    ["an expires_in of zero", () => token({ expires_in: 0 })],
    ["a negative expires_in", () => token({ expires_in: -1 })],
    ["no scope", () => token({ scope: undefined })],
  ];

  for (const [what, answer] of answers) {
    it(`reports ${what}`, async () => {
      const page = new PageStandIn();
      const session = page.open();
      page.broker.once("/v1/token", answer());
      equal(await listed(session), NOT_OF_THE_CONTRACT);
      equal(session.state, { status: "failed", failure: NOT_OF_THE_CONTRACT });
      equal(page.broker.lists.length, 0, "lists");
    });
  }

  it("accepts the token type in any case, and unknown members", async () => {
    const page = new PageStandIn();
    const session = page.open();
    page.broker.once("/v1/token", token({ token_type: "dpop", more: 1 }));
    page.broker.once("/v1/calls", json({ items: ["row"] }));
    equal(await listed(session), ["row"]);
  });

  it("renews a token that lasts years after five minutes", async () => {
    const page = new PageStandIn();
    const session = page.open();
    page.broker.once("/v1/token", token({ expires_in: 1e12 }));
    page.broker.once("/v1/calls", json({ items: [] }));
    await listed(session);
    page.time.sleep(300_000);
    await listed(session);
    equal(page.broker.mints.length, 2, "mints");
  });
});

describe("Session.request() with a problem", () => {
  it("passes on only members of the contract", async () => {
    const page = new PageStandIn();
    const session = page.open();
    const extra = { retryAfterSeconds: 60, error: "invalid_grant", error_description: "No.", secret: "x" };
    page.broker.once("/v1/token", problem("grant_refused", extra));
    const answer = await list(session);
    assert("failure" in answer && answer.failure.kind === "problem");
    equal(answer.failure.problem, {
      type: "https://broker.example/problems#grant_refused",
      title: "Grant refused",
      status: 400,
      code: "grant_refused",
      detail: "Do something else.",
      requestId: "request-1",
      retryAfterSeconds: 60,
      error: "invalid_grant",
      error_description: "No.",
    });
  });

  it("ignores optional members of a wrong type, and uses the HTTP status", async () => {
    const page = new PageStandIn();
    const session = page.open();
    const strange = { retryAfterSeconds: "1", serverTime: "noon", error: {}, error_description: 1 };
    for (const retryAfterSeconds of [0, -1, 1.5, 3601, "1", null]) {
      const body = { type: "t", title: "t", detail: "d", requestId: "r", code: "rate_limited", status: 200 };
      const text = JSON.stringify({ ...body, ...strange, retryAfterSeconds });
      page.broker.once("/v1/token", typed(text, "application/problem+json", 429));
      const failure = (await listed(session)) as { problem: object };
      equal(failure.problem, {
        type: "t",
        title: "t",
        status: 429,
        code: "rate_limited",
        detail: "d",
        requestId: "r",
      });
    }
  });

  it("passes on an unknown code", async () => {
    const page = new PageStandIn();
    const session = page.open();
    page.broker.once("/v1/token", problem("internal", { code: "made_up" as "internal" }));
    const { kind, problem: told } = (await listed(session)) as { kind: string; problem: { code: string } };
    equal([kind, told.code], ["problem", "made_up"]);
  });

  it("tells a problem from a network failure", async () => {
    const page = new PageStandIn();
    const session = page.open();
    page.broker.once("/v1/token", () => Promise.reject(new TypeError("Failed to fetch")));
    equal(await listed(session), { kind: "network" });
  });
});
