import type { Scope } from "@keyhole/contract";
import { describe, expect, it } from "vitest";
import { jwt } from "../../src/index.ts";
import { brokerGranting, enterAs } from "../support/enter-as.ts";
import { expectProblem } from "../support/expect-problem.ts";
import { FakeUpstream } from "../support/fake-upstream.ts";
import { ASSERTION_SECRET, ISSUER } from "../support/identities.ts";
import { openBroker, type TestBroker } from "../support/open-broker.ts";
import { rawCall } from "../support/raw-call.ts";
import { signAssertion } from "../support/sign-jwt.ts";
import { configWithSite, testEnv } from "../support/test-config.ts";
import { TestPage } from "../support/test-page.ts";

const MINE = rawCall({ metadata: { tenant: "tenant-a" } });
const THEIRS = rawCall({ metadata: { tenant: "tenant-b" } });
const ROWS = { metadata: { tenant: "tenant-a" } };
/** Headers that differ between any two answers. */
const OWN_OF_AN_ANSWER = ["x-request-id", "date"];

describe("GET /v1/calls/:id for a call outside the grant", () => {
  it.each(["GET", "HEAD"])(
    "answers %s as for a call that does not exist: status, headers and body",
    async (method) => {
      const page = await enterAs(new FakeUpstream([MINE, THEIRS]).fetch, { rows: ROWS });
      const [theirs, nobodys, noId] = await Promise.all(
        [THEIRS.callId, crypto.randomUUID(), "no-id"].map(async (id) =>
          told(await page.get(`/v1/calls/${id}`, { method })),
        ),
      );
      expect(theirs).toEqual(nobodys);
      expect(noId).toEqual(nobodys);
      expect(theirs?.status).toBe(404);
    },
  );

  it("asks upstream as often as for a call that does not exist", async () => {
    const upstream = new FakeUpstream([MINE, THEIRS]);
    const page = await enterAs(upstream.fetch, { rows: ROWS });
    const counts: number[] = [];
    for (const id of [THEIRS.callId, crypto.randomUUID()]) {
      const before = upstream.requests.length;
      await page.get(`/v1/calls/${id}`);
      counts.push(upstream.requests.length - before);
    }
    expect(counts).toEqual([1, 1]);
  });

  it.each([
    ["GET", ""],
    ["GET", "/messages"],
    ["GET", "/events"],
    ["POST", "/recording"],
  ])("answers %s %s alike on every question, also after its own viewer has read it", async (method, part) => {
    const upstream = new FakeUpstream([MINE, THEIRS]);
    const scopes = ["calls:read", "transcripts:read", "recordings:read"] as const;
    const broker = openBroker(byTenant(scopes), { env: testEnv(), fetch: upstream.fetch });
    const [ours, theirs] = [await enterTenant(broker, "tenant-a"), await enterTenant(broker, "tenant-b")];
    await theirs.read(`/v1/calls/${THEIRS.callId}`);
    const nobodys = crypto.randomUUID();
    for (let question = 0; question < 3; question += 1) {
      const answers = [];
      for (const id of [THEIRS.callId, nobodys]) {
        const before = upstream.requests.length;
        const answer = await told(await ours.get(`/v1/calls/${id}${part}`, { method }));
        answers.push({ ...answer, asked: upstream.requests.length - before });
      }
      expect(answers[0]).toEqual(answers[1]);
      expect(answers[0]).toMatchObject({ status: 404, asked: 1 });
    }
  });

  it.each([
    ["503", () => new Response(null, { status: 503 })],
    ["429", () => new Response(null, { status: 429, headers: { "Retry-After": "9" } })],
    ["401", () => new Response(null, { status: 401 })],
    ["no JSON", () => new Response("<html>")],
  ])("answers as for a call that does not exist while the upstream answers %s", async (_, fail) => {
    let isFailing = false;
    const upstream = new FakeUpstream([MINE, THEIRS], { instead: () => (isFailing ? fail() : undefined) });
    const broker = openBroker(byTenant(["calls:read"]), { env: testEnv(), fetch: upstream.fetch });
    const [ours, theirs] = [await enterTenant(broker, "tenant-a"), await enterTenant(broker, "tenant-b")];
    await theirs.read(`/v1/calls/${THEIRS.callId}`);
    await ours.get(`/v1/calls/${THEIRS.callId}`);
    isFailing = true;
    const foreign = await told(await ours.get(`/v1/calls/${THEIRS.callId}`));
    expect(foreign).toEqual(await told(await ours.get(`/v1/calls/${crypto.randomUUID()}`)));
    expect(foreign.status).toBeGreaterThan(500);
  });

  it("answers not_found as a problem document", async () => {
    const page = await enterAs(new FakeUpstream([THEIRS]).fetch, { rows: ROWS });
    await expectProblem(await page.get(`/v1/calls/${THEIRS.callId}`), "not_found");
  });
});

describe("GET /v1/calls/:id", () => {
  it("accepts an id in capitals", async () => {
    const page = await enterAs(new FakeUpstream([MINE]).fetch, { rows: ROWS });
    expect(await page.read(`/v1/calls/${MINE.callId.toUpperCase()}`)).toMatchObject({ id: MINE.callId });
  });

  it.each([
    "1",
    "latest",
    "..%2fagents",
    "%2e%2e",
    `${MINE.callId}0`,
    MINE.callId.replaceAll("-", ""),
    `{${MINE.callId}}`,
    `${MINE.callId}%20`,
    `${MINE.callId}%00`,
    `${MINE.callId}%2Fmessages`,
    `${MINE.callId}?x=1`.replace("?", "%3F"),
    "aaaaaaaa-0000-4000-8000-00000000000g",
    "x".repeat(500),
  ])("answers not_found for %j, which is not a UUID, without asking upstream", async (id) => {
    const upstream = new FakeUpstream([MINE]);
    const page = await enterAs(upstream.fetch, { rows: ROWS });
    const response = await page.get(`/v1/calls/${id}`);
    await expectProblem(response, "not_found");
    expect(upstream.requests).toEqual([]);
  });
});

describe("GET /v1/calls/:id when the upstream answers another call", () => {
  it("answers upstream_invalid even if the other call is inside the grant", async () => {
    const calls = [MINE, rawCall({ metadata: { tenant: "tenant-a" } })];
    const broker = brokerGranting(new FakeUpstream(calls, { manner: "answers another call" }).fetch, {
      rows: ROWS,
    });
    const page = await TestPage.enter(broker, await signAssertion());
    const response = await page.get(`/v1/calls/${MINE.callId}`);
    const { requestId } = await expectProblem(response, "upstream_invalid");
    expect(broker.log).toEqual([expect.objectContaining({ event: "upstream_invalid", requestId })]);
  });
});

/** A config whose members see the calls of their tenant. */
function byTenant(scopes: readonly Scope[]) {
  return configWithSite({
    members: {
      verify: jwt({ secret: ASSERTION_SECRET, issuer: ISSUER }),
      grant: ({ tenant }) => ({ scopes, rows: { metadata: { tenant } } }),
    },
  });
}

const enterTenant = async (broker: TestBroker, tenant: string) =>
  TestPage.enter(broker, await signAssertion({ sub: tenant, tenant }));

async function told(response: Response) {
  const headers = [...response.headers].filter(([name]) => !OWN_OF_AN_ANSWER.includes(name));
  const body = (await response.text()).replace(/"requestId":"[^"]+"/, "");
  return { status: response.status, headers, body };
}
