import { describe, expect, it } from "vitest";
import { expectProblem } from "../support/expect-problem.ts";
import { FakeUpstream } from "../support/fake-upstream.ts";
import { openBroker, type TestBroker } from "../support/open-broker.ts";
import { rawCalls } from "../support/raw-call.ts";
import { signAssertion } from "../support/sign-jwt.ts";
import { grantingBroker, testBroker, testConfig, testEnv } from "../support/test-config.ts";
import { TestPage } from "../support/test-page.ts";

const upstream = new FakeUpstream(rawCalls(3));
const open = () => testBroker({ fetch: upstream.fetch });

/** What stands in `Authorization`, made of a right token. */
const HEADERS: [string, (token: string) => string | null, "token_missing" | "token_invalid"][] = [
  ["none", () => null, "token_missing"],
  ["the scheme Bearer", (token) => `Bearer ${token}`, "token_missing"],
  ["the scheme bearer", (token) => `bearer ${token}`, "token_missing"],
  ["the scheme Basic", () => "Basic dXNlcjpwYXNz", "token_invalid"],
  ["an empty header", () => "", "token_invalid"],
  ["the scheme alone", () => "DPoP", "token_invalid"],
  ["the token alone", (token) => token, "token_invalid"],
  ["two tokens", (token) => `DPoP ${token} ${token}`, "token_invalid"],
  ["two headers", (token) => `DPoP ${token}, DPoP ${token}`, "token_invalid"],
  ["a text", () => "DPoP token", "token_invalid"],
  ["five empty parts", () => "DPoP ....", "token_invalid"],
  ["an empty JSON header", () => `DPoP e30.e30.e30.e30.e30`, "token_invalid"],
  ["a token that is cut", (token) => `DPoP ${token.slice(0, -8)}`, "token_invalid"],
  ["a token without its tag", (token) => `DPoP ${token.slice(0, token.lastIndexOf("."))}`, "token_invalid"],
  ["a token that goes on", (token) => `DPoP ${token}A`, "token_invalid"],
  ["another header", (token) => `DPoP ${withPart(token, 0, changeMiddle)}`, "token_invalid"],
  ["another iv", (token) => `DPoP ${withPart(token, 2, changeMiddle)}`, "token_invalid"],
  ["other content", (token) => `DPoP ${withPart(token, 3, changeMiddle)}`, "token_invalid"],
  ["another tag", (token) => `DPoP ${withPart(token, 4, changeMiddle)}`, "token_invalid"],
  ["the kid of yesterday", (token) => `DPoP ${withKid(token, dayBefore(1))}`, "token_invalid"],
  ["the kid of the day before", (token) => `DPoP ${withKid(token, dayBefore(2))}`, "token_invalid"],
  ["a kid that is no day", (token) => `DPoP ${withKid(token, "../secret")}`, "token_invalid"],
  ["no kid", (token) => `DPoP ${withKid(token, undefined)}`, "token_invalid"],
  ["a kid that is a number", (token) => `DPoP ${withKid(token, 20260815)}`, "token_invalid"],
];

describe("Authorization with", () => {
  it.each(HEADERS)("%s is refused", async (_, header, code) => {
    const page = await TestPage.visit(open());
    const response = await page.get("/v1/calls", { headers: { Authorization: header(page.token) } });
    await expectProblem(response, code);
  });

  it.each(["dpop", "DPOP", "DPoP "])("the scheme %j is accepted (RFC 9110 section 11.1)", async (scheme) => {
    const page = await TestPage.visit(open());
    const response = await page.get("/v1/calls", { headers: { Authorization: `${scheme} ${page.token}` } });
    expect(response.status).toBe(200);
  });
});

describe("a token", () => {
  it("is refused as a cursor, and a cursor as a token", async () => {
    const page = await TestPage.visit(open(), "open");
    const { next } = await page.read<{ next: string }>("/v1/calls?limit=1");
    const asToken = await TestPage.open(open(), page.keys);
    asToken.useToken(next);
    await expectProblem(await asToken.get("/v1/calls"), "token_invalid");
    await expectProblem(await page.get(`/v1/calls?cursor=${page.token}`), "invalid_request");
  });

  it("is refused with another key's proof", async () => {
    const broker = open();
    const page = await TestPage.visit(broker);
    const thief = await TestPage.open(broker);
    thief.useToken(page.token);
    await expectProblem(await thief.get("/v1/calls"), "token_invalid");
  });

  it("is refused with 403 without the scope", async () => {
    const broker = grantingBroker(() => ({ scopes: ["evaluations:read"], rows: "all" }), {
      fetch: upstream.fetch,
    });
    const page = await TestPage.enter(broker, await signAssertion());
    for (const path of ["/v1/calls", `/v1/calls/${crypto.randomUUID()}`, "/v1/agents"]) {
      const problem = await expectProblem(await page.get(path), "scope_missing");
      expect(problem.detail).toContain("calls:read");
    }
  });

  it("of a site that was removed from the config is refused", async () => {
    const page = await TestPage.visit(open(), "open");
    const later = openBroker(
      (env) => {
        const { acme } = testConfig(env).sites;
        if (acme === undefined) throw new Error("no acme");
        return { ...testConfig(env), sites: { acme } };
      },
      { env: testEnv() },
    );
    await expectProblem(await asOn(later, page), "token_invalid");
  });

  it("of a broker with another public origin is refused", async () => {
    const elsewhere = openBroker(
      (env) => ({
        ...testConfig(env),
        publicUrls: ["https://other.example", "https://keyhole.acme.workers.dev"],
      }),
      { env: testEnv(), fetch: upstream.fetch },
    );
    const page = await TestPage.visit(elsewhere);
    expect((await page.get("/v1/calls")).status).toBe(200);
    await expectProblem(await asOn(open(), page), "token_invalid");
  });
});

async function asOn(broker: TestBroker, page: TestPage): Promise<Response> {
  const moved = await TestPage.open(broker, page.keys);
  moved.useToken(page.token);
  return moved.get("/v1/calls");
}

function withPart(token: string, index: number, change: (part: string) => string): string {
  return token
    .split(".")
    .map((part, at) => (at === index ? change(part) : part))
    .join(".");
}

function changeMiddle(part: string): string {
  const middle = Math.floor(part.length / 2);
  return part.slice(0, middle) + (part[middle] === "A" ? "B" : "A") + part.slice(middle + 1);
}

function withKid(token: string, kid: unknown): string {
  const header = btoa(JSON.stringify({ alg: "dir", enc: "A256GCM", kid }));
  return withPart(token, 0, () => header.replace(/=+$/, "").replaceAll("+", "-").replaceAll("/", "_"));
}

function dayBefore(days: number): string {
  return new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);
}
