import type { FirstAnswer, Problem, TokenResponse } from "@keyhole/contract";
import { afterEach, describe, expect, it, vi } from "vitest";
import { brokerGranting } from "../support/enter-as.ts";
import { expectProblem } from "../support/expect-problem.ts";
import { FakeUpstream, json } from "../support/fake-upstream.ts";
import { fakeTime } from "../support/faked-time.ts";
import { openBroker, type TestBroker } from "../support/open-broker.ts";
import { rawCall } from "../support/raw-call.ts";
import { pathOf, routesOf } from "../support/routes-of.ts";
import { signAssertion } from "../support/sign-jwt.ts";
import { configWithSite, siteBroker, testBroker, testEnv } from "../support/test-config.ts";
import { TestPage } from "../support/test-page.ts";

const PLACE = { place: "token endpoint" } as const;
const MINE = rawCall({ metadata: { tenant: "tenant-a" } });
const THEIRS = rawCall({ metadata: { tenant: "tenant-b" } });
const TENANT_A = { metadata: { tenant: "tenant-a" } };

/** What a page is answered that brings a request along. */
type Answer = TokenResponse & { first?: FirstAnswer };

const fieldsOf = async (first: string, assertion?: string) => ({
  grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
  client_id: "acme",
  subject_token: assertion ?? (await signAssertion({ role: "admin" })),
  subject_token_type: "urn:ietf:params:oauth:token-type:jwt",
  first,
});

/** Mints a member's token with `first`, which must succeed. */
async function bring(page: TestPage, first: string, assertion?: string): Promise<Answer> {
  const response = await page.askForToken(await fieldsOf(first, assertion), { isInForm: true });
  expect(response.status).toBe(200);
  const answer = await response.json<Answer>();
  page.useToken(answer.access_token);
  return answer;
}

async function bringTo(broker: TestBroker, first: string): Promise<Answer> {
  return bring(await TestPage.open(broker), first);
}

/** A problem without what differs between two requests. */
const timeless = ({ requestId: _, ...problem }: Problem) => problem;

afterEach(() => {
  vi.useRealTimers();
});

describe("a request that is brought along", () => {
  it.each([
    "/v1/calls",
    "/v1/calls?limit=1&q=a%20b",
    `/v1/calls/${MINE.callId}`,
    "/v1/agents",
    "/v1/stats?by=day",
  ])("%s is answered as it is when sent with the new token", async (path) => {
    const upstream = new FakeUpstream([MINE, THEIRS]);
    const scopes = ["calls:read", "transcripts:read", "pii:read"] as const;
    const page = await TestPage.open(brokerGranting(upstream.fetch, { rows: TENANT_A, scopes }));
    const { first, ...token } = await bring(page, path);
    const sent = await page.get(path);
    expect(first).toEqual({ status: 200, etag: sent.headers.get("ETag"), body: await sent.json() });
    expect(first?.etag).toMatch(/^(W\/)?"/);
    expect(Object.keys(token).sort()).toEqual(
      ["access_token", "expires_in", "issued_token_type", "scope", "token_type"].sort(),
    );
  });

  it.each([
    ["of a call outside the grant", `/v1/calls/${THEIRS.callId}`, "not_found"],
    ["beyond the granted scopes", `/v1/calls/${MINE.callId}/messages`, "scope_missing"],
    ["with a parameter that does not parse", "/v1/calls?limit=none", "invalid_request"],
    ["with a parameter given twice", "/v1/calls?limit=1&limit=2", "invalid_request"],
  ])("%s has the problem of the same request", async (_, path, code) => {
    const page = await TestPage.open(
      brokerGranting(new FakeUpstream([MINE, THEIRS]).fetch, { rows: TENANT_A }),
    );
    const { first } = await bring(page, path);
    const sent = await page.get(path);
    const problem = first?.body as Problem;
    expect(problem.code).toBe(code);
    expect(first).toMatchObject({ status: sent.status, etag: null });
    expect(timeless(problem)).toEqual(timeless(await sent.json<Problem>()));
  });

  it("has only the scopes that the token request asks for", async () => {
    const scopes = ["calls:read", "transcripts:read", "pii:read"] as const;
    const page = await TestPage.open(brokerGranting(new FakeUpstream([MINE]).fetch, { scopes }));
    const fields = { ...(await fieldsOf(`/v1/calls/${MINE.callId}/messages`)), scope: "calls:read" };
    const { first } = await (await page.askForToken(fields)).json<Answer>();
    expect(first?.body).toMatchObject({ code: "scope_missing" });
  });

  it("shows a visitor what the visitor sees", async () => {
    const upstream = new FakeUpstream([MINE, THEIRS]);
    const page = await TestPage.open(testBroker({ fetch: upstream.fetch }));
    const fields = { grant_type: "client_credentials", client_id: "acme", first: "/v1/calls" };
    const { first } = await (await page.askForToken(fields)).json<Answer>();
    expect(first).toMatchObject({ status: 200, body: { items: [] } });
  });

  it("is asked for below the broker's path, with the tag of the same request", async () => {
    const address = "https://acme.example/voice";
    const config = configWithSite({});
    const broker = openBroker((env) => ({ ...config(env), publicUrls: [address] }), {
      env: testEnv(),
      fetch: new FakeUpstream([MINE]).fetch,
    });
    const page = await TestPage.open(broker, undefined, address);
    const { first } = await bring(page, "/v1/calls");
    const sent = await page.get("/v1/calls");
    expect(first).toEqual({ status: 200, etag: sent.headers.get("ETag"), body: await sent.json() });
  });

  it("has an audit line and a request id of its own, and counts against the viewer's limit", async () => {
    const lines: Record<string, unknown>[] = [];
    const broker = siteBroker(
      { limits: { member: { requestsPerMinute: 2 } } },
      { fetch: new FakeUpstream([MINE]).fetch, log: (entry) => void lines.push({ ...entry }) },
    );
    const page = await TestPage.open(broker);
    const assertion = await signAssertion({ role: "admin" });
    expect((await bring(page, "/v1/calls", assertion)).first?.status).toBe(200);
    const noted = lines.filter(({ action }) => action !== undefined);
    expect(noted.map(({ action }) => action)).toEqual(["GET /v1/calls", "POST /v1/token"]);
    expect(new Set(noted.map(({ requestId }) => requestId)).size).toBe(2);
    expect((await page.get("/v1/calls")).status).toBe(200);
    expect((await page.get("/v1/calls")).status).toBe(429);
    const { first } = await bring(page, "/v1/calls", assertion);
    expect(first).toMatchObject({ status: 429, body: { code: "rate_limited" } });
  });

  it("counts against the network that asks", async () => {
    const keys: string[] = [];
    const limiter = {
      async limit({ key }: { key: string }) {
        keys.push(key);
        return { success: true };
      },
    };
    const page = await TestPage.open(
      testBroker({ env: { SHIELD_ADDRESS: limiter }, fetch: new FakeUpstream([]).fetch }),
    );
    await page.askForToken(await fieldsOf("/v1/calls"), { headers: { "CF-Connecting-IP": "192.0.2.7" } });
    expect(keys).toEqual(["192.0.2.7", "192.0.2.7"]);
  });
});

const NEVER: [string, string][] = [
  ["another host", "https://evil.example/v1/calls"],
  ["a host without a scheme", "//evil.example/v1/calls"],
  ["a host behind a user name", "@evil.example/v1/calls"],
  ["a port", ":8443/v1/calls"],
  ["two slashes", "/v1//calls"],
  ["a slash at its end", "/v1/calls/"],
  ["dots", "/v1/../v1/calls"],
  ["dots behind a call", "/v1/calls/x/../../admin/state"],
  ["dots for a call", "/v1/calls/.."],
  ["encoded dots for a call", "/v1/calls/%2e%2e"],
  ["an encoded slash in a call", "/v1/calls/x%2Fmessages"],
  ["encoded dots", "/v1/%2e%2e/v1/calls"],
  ["an encoded slash", "/v1%2Fcalls"],
  ["an encoded letter", "/v1/%63alls"],
  ["a backslash", "/v1\\calls"],
  ["a fragment", "/v1/calls#x"],
  ["a space", "/v1/calls?q=a b"],
  ["a line feed", "/v1/calls\n"],
  ["a header", "/v1/calls HTTP/1.1\r\nAuthorization: DPoP x"],
  ["a null character", "/v1/calls\u0000"],
  ["letters beyond ASCII", "/v1/cälls"],
  ["capitals", "/V1/CALLS"],
  ["no slash at its start", "v1/calls"],
  ["another version", "/v2/calls"],
  ["nothing below /v1", "/v1"],
  ["more than 1024 characters", `/v1/calls?q=${"x".repeat(1024)}`],
  ["a script", "/keyhole.js"],
  ["the metadata", "/.well-known/oauth-authorization-server"],
  ["nothing that there is", "/v1/nothing"],
];

describe("what is not brought along", () => {
  it.each(NEVER)("a path with %s", async (_, first) => {
    const upstream = new FakeUpstream([MINE]);
    const answer = await bringTo(testBroker({ fetch: upstream.fetch }), first);
    expect(answer).not.toHaveProperty("first");
    expect(upstream.requests).toEqual([]);
  });

  const open = routesOf(testBroker()).filter(({ path }) => path.startsWith("/v1/"));
  it("is any route that needs no token, or that no GET reaches", async () => {
    const broker = testBroker({ fetch: new FakeUpstream([MINE]).fetch });
    const page = await TestPage.open(broker);
    const along: string[] = [];
    for (const route of new Set(open.map(({ path }) => path))) {
      const { first } = await bring(page, pathOf({ method: "GET", path: route }));
      if (first !== undefined) along.push(route);
    }
    expect(along.sort()).toEqual([
      "/v1/agents",
      "/v1/calls",
      "/v1/calls/:id",
      "/v1/calls/:id/evaluation",
      "/v1/calls/:id/events",
      "/v1/calls/:id/messages",
      "/v1/evaluations",
      "/v1/stats",
      "/v1/talk",
    ]);
  });

  it("is a second one", async () => {
    const page = await TestPage.open(testBroker());
    const body = `${new URLSearchParams(await fieldsOf("/v1/calls"))}&first=%2Fv1%2Fagents`;
    await expectProblem(await page.askForToken({}, { body }), "invalid_request", PLACE);
  });

  it("is anything of a mint that is refused", async () => {
    const upstream = new FakeUpstream([MINE]);
    const page = await TestPage.open(testBroker({ fetch: upstream.fetch }));
    const fields = await fieldsOf("/v1/calls");
    for (const change of [
      { headers: { Origin: "https://evil.example" } },
      { headers: { DPoP: null } },
      { proof: { claims: { htu: "https://keyhole.acme.workers.dev/v1/calls" } } },
    ]) {
      const answer = await (await page.askForToken(fields, change)).json<object>();
      expect(answer).not.toHaveProperty("first");
      expect(answer).not.toHaveProperty("access_token");
    }
    expect(upstream.requests).toEqual([]);
  });
});

describe("nobody outside", () => {
  it("stands in for a token by what a request says", async () => {
    const page = await TestPage.open(testBroker({ fetch: new FakeUpstream([MINE]).fetch }));
    await bring(page, "/v1/calls");
    const headers = { Authorization: null, DPoP: null };
    for (const path of ["/v1/calls", "/v1/calls?first=/v1/calls", `/v1/calls?dpop=${page.token}`])
      await expectProblem(await page.get(path, { headers }), "token_missing");
    for (const name of ["First", "X-First", "X-Forwarded-First"])
      await expectProblem(
        await page.get("/v1/calls", { headers: { ...headers, [name]: "/v1/calls" } }),
        "token_missing",
      );
  });
});

describe("a mint succeeds", () => {
  it("with the problem of an upstream that fails", async () => {
    const { first } = await bringTo(
      brokerGranting(async () => json({}, 500)),
      "/v1/calls?limit=1",
    );
    expect(first).toMatchObject({ status: 503, body: { code: "upstream_unavailable" } });
  });

  it("with the problem of a broker that fails", async () => {
    const time = fakeTime();
    const fails = () => {
      throw new RangeError("a bug");
    };
    const page = await TestPage.open(brokerGranting(fails, { now: time.now }));
    const { value } = await time.settle(page.askForToken(await fieldsOf("/v1/calls")));
    const { first } = await value.json<Answer>();
    expect(first?.status).toBeGreaterThanOrEqual(500);
  });

  it("without an answer that takes longer than 5 s", async () => {
    const time = fakeTime();
    const page = await TestPage.open(brokerGranting(() => new Promise(() => {}), { now: time.now }));
    const fields = await fieldsOf("/v1/calls");
    const { value, tookMs } = await time.settle(page.askForToken(fields));
    const answer = await value.json<Answer>();
    expect(answer.access_token).toBeTruthy();
    expect(answer).not.toHaveProperty("first");
    expect(tookMs).toBeGreaterThan(4_000);
    expect(tookMs).toBeLessThan(6_000);
  });

  it("without an answer that is too large", async () => {
    const summary = "x".repeat(300_000);
    const calls = Array.from({ length: 4 }, () => rawCall({ summary }));
    const answer = await bringTo(brokerGranting(new FakeUpstream(calls).fetch), "/v1/calls");
    expect(answer.access_token).toBeTruthy();
    expect(answer).not.toHaveProperty("first");
  });
});
