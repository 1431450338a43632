import { SCOPES } from "@keyhole/contract";
import { describe, expect, it } from "vitest";
import { brokerGranting, enterAs } from "../support/enter-as.ts";
import { expectProblem } from "../support/expect-problem.ts";
import { FakeUpstream } from "../support/fake-upstream.ts";
import { rawCall } from "../support/raw-call.ts";
import { pathOf, routesOf } from "../support/routes-of.ts";
import { talkConfig } from "../support/starting-upstream.ts";

const MINE = rawCall({ metadata: { tenant: "tenant-a" } });
const THEIRS = rawCall({ metadata: { tenant: "tenant-b" } });
const ROWS = { metadata: { tenant: "tenant-a" } };
const site = { talk: talkConfig() };

const ROUTES = routesOf(brokerGranting(null)).filter(({ path }) => path.includes(":id"));

it("covers the routes with a call's id", () => {
  expect(ROUTES.map(({ path }) => path)).toContain("/v1/calls/:id");
});

// A route that asks for anything of a call before its row was checked fails here, also one that is new.
describe.each(ROUTES)("$method $path", (route) => {
  it("checks the row before requesting anything else of the call", async () => {
    const upstream = new FakeUpstream([MINE, THEIRS]);
    const page = await enterAs(upstream.fetch, { rows: ROWS, scopes: SCOPES, site });
    const response = await page.get(pathOf(route, THEIRS.callId), { method: route.method });
    await expectProblem(response, "not_found");
    expect(upstream.requests.map(({ pathname }) => pathname)).toEqual([`/api/calls/${THEIRS.callId}`]);
  });

  it("requests nothing for an invalid id", async () => {
    const upstream = new FakeUpstream([MINE]);
    const page = await enterAs(upstream.fetch, { rows: ROWS, scopes: SCOPES, site });
    await expectProblem(await page.get(pathOf(route, "latest"), { method: route.method }), "not_found");
    expect(upstream.requests).toEqual([]);
  });

  it("refuses requests without a token", async () => {
    const upstream = new FakeUpstream([MINE]);
    const page = await enterAs(upstream.fetch, { rows: ROWS, scopes: SCOPES, site });
    const response = await page.get(pathOf(route, MINE.callId), {
      method: route.method,
      headers: { Authorization: null },
    });
    await expectProblem(response, "token_missing");
    expect(upstream.requests).toEqual([]);
  });

  it("requires a scope", async () => {
    const upstream = new FakeUpstream([MINE]);
    const page = await enterAs(upstream.fetch, { rows: ROWS, scopes: ["pii:read"], site });
    const response = await page.get(pathOf(route, MINE.callId), { method: route.method });
    await expectProblem(response, "scope_missing");
    expect(upstream.requests).toEqual([]);
  });
});

it("lists every other route below /v1, with the reason why it needs no call's row", () => {
  const others = routesOf(brokerGranting(null)).filter(
    ({ path }) => path.startsWith("/v1/") && !path.includes(":id"),
  );
  expect(new Set(others.map(({ method, path }) => `${method} ${path}`))).toEqual(
    new Set([
      // Gives tokens.
      "POST /v1/token",
      // Filters its rows itself.
      "GET /v1/calls",
      // Finds the row of each call that it names.
      "GET /v1/evaluations",
      // Starts a call with what the rows ask for.
      "POST /v1/calls",
      // Counts no call outside of the rows.
      "GET /v1/stats",
      // Holds no call.
      "GET /v1/agents",
      "GET /v1/talk",
      "GET /v1/health",
      "GET /v1/doctor",
      // Windows for people: they vouch for a person, and show no call.
      "GET /v1/sign-in",
      "GET /v1/sign-in/callback",
      // Its ticket was sealed for one call, behind the row check.
      "GET /v1/recordings/:ticket",
      // For vendors: the answer is empty.
      "POST /v1/webhooks/ultravox/:site",
      "POST /v1/webhooks/cekura/:site",
    ]),
  );
});
