import { describe, expect, it } from "vitest";
import type { SiteConfig } from "../../src/index.ts";
import { jwt } from "../../src/index.ts";
import { expectProblem } from "../support/expect-problem.ts";
import { FakeUpstream, json } from "../support/fake-upstream.ts";
import { ASSERTION_SECRET, ISSUER } from "../support/identities.ts";
import { rawCall } from "../support/raw-call.ts";
import { audio } from "../support/recorded-call.ts";
import { signAssertion } from "../support/sign-jwt.ts";
import { siteBroker } from "../support/test-config.ts";
import { TestPage } from "../support/test-page.ts";

const CALL = rawCall();
const SCOPES = ["calls:read", "transcripts:read", "recordings:read"] as const;

/** A member of a site with limits, and what runs behind the answers. */
async function enter(
  limits: NonNullable<SiteConfig["limits"]>,
  fetch: typeof globalThis.fetch,
  now?: () => number,
) {
  const charged: Promise<unknown>[] = [];
  const verify = jwt({ secret: ASSERTION_SECRET, issuer: ISSUER });
  const members = { verify, grant: () => ({ scopes: SCOPES, rows: "all" as const }) };
  const options = {
    fetch,
    waitUntil: (work: Promise<unknown>) => void charged.push(work),
    ...(now && { now }),
  };
  const broker = siteBroker({ limits, members }, options);
  const enterPage = async () => TestPage.enter(broker, await signAssertion());
  const page = await enterPage();
  /** Asks, and waits until the request is charged. */
  const ask = async (path: string, asking = page, method = "GET") => {
    const answer = await asking.get(path, { method });
    await Promise.all(charged);
    return answer;
  };
  return { broker, page, ask, enterPage, charged };
}

/** An upstream whose list of agents has more pages than one request reads. */
const manyAgents: typeof globalThis.fetch = async () =>
  json({
    results: [],
    next: `https://upstream.example/api/agents?cursor=${crypto.randomUUID()}`,
    total: 5000,
  });

describe("a request that makes several upstream requests", () => {
  it("counts as many against its viewer", async () => {
    const { ask } = await enter({ member: { requestsPerMinute: 12 } }, manyAgents);
    expect((await ask("/v1/agents")).status).toBe(200);
    // Ten so far: two are left.
    for (const status of [200, 200, 429]) expect((await ask("/v1/agents?again")).status).toBe(status);
  });

  it("is answered although it goes beyond the limit, which the next requests wait for", async () => {
    let nowMs = Date.now();
    const { ask, page } = await enter({ member: { requestsPerMinute: 3 } }, manyAgents, () => nowMs);
    const proofNow = () => ({ proof: { claims: { iat: Math.floor(nowMs / 1000) } } });
    expect((await ask("/v1/agents")).status).toBe(200);
    const { retryAfterSeconds } = await expectProblem(await ask("/v1/agents"), "rate_limited");
    expect(retryAfterSeconds).toBe(61);
    nowMs += 61_000;
    expect((await page.get("/v1/agents", proofNow())).status).toBe(200);
  });

  it("counts as many against all viewers of the site", async () => {
    const { ask, enterPage } = await enter({ members: { requestsPerMinute: 11 } }, manyAgents);
    const other = await enterPage();
    expect((await ask("/v1/agents")).status).toBe(200);
    expect((await ask("/v1/agents?again", other)).status).toBe(200);
    expect((await ask("/v1/agents?again", other)).status).toBe(429);
  });

  it("counts repeats to a failing upstream", async () => {
    let requests = 0;
    const failing = async () => {
      requests += 1;
      return json({}, 503);
    };
    const { ask } = await enter({ member: { requestsPerMinute: 4 } }, failing);
    expect((await ask("/v1/calls")).status).toBe(503);
    expect(requests).toBe(3);
    for (const status of [503, 429]) expect((await ask("/v1/calls")).status).toBe(status);
  });

  it("counts the pages of a filter that the upstream does not know", async () => {
    const calls = Array.from({ length: 200 }, () => rawCall());
    const upstream = new FakeUpstream(calls);
    const { ask } = await enter({ member: { requestsPerMinute: 4 } }, upstream.fetch);
    expect((await ask("/v1/calls?status=active&limit=50")).status).toBe(200);
    expect(upstream.requests).toHaveLength(3);
    for (const status of [200, 429]) expect((await ask("/v1/calls")).status).toBe(status);
  });

  it("counts against what recordings are heard with, where it is one", async () => {
    const upstream = new FakeUpstream([CALL]);
    let isFailing = false;
    const fetch: typeof globalThis.fetch = async (input, init) => {
      const request = new Request(input, init);
      if (!request.url.endsWith("/recording")) return upstream.fetch(input, init);
      return isFailing ? json({}, 503) : audio(request.headers.get("Range"));
    };
    const { ask, broker, charged } = await enter({ member: { requestsPerMinute: 4 } }, fetch);
    const ticket = await ask(`/v1/calls/${CALL.callId}/recording`, undefined, "POST");
    const { url } = await ticket.json<{ url: string }>();
    const hear = async () => {
      const answer = await broker.request(url);
      await answer.text();
      await Promise.all(charged);
      return answer.status;
    };
    isFailing = true;
    expect(await hear()).toBe(503);
    isFailing = false;
    expect([await hear(), await hear()]).toEqual([200, 429]);
    expect((await ask("/v1/calls")).status).toBe(200);
  });
});

describe("a request that makes two upstream requests at most", () => {
  it("counts once", async () => {
    const { ask } = await enter({ member: { requestsPerMinute: 4 } }, new FakeUpstream([CALL]).fetch);
    for (const path of ["/v1/calls", `/v1/calls/${CALL.callId}`, "/v1/calls/no-id", "/v1/agents"])
      await ask(path);
    expect((await ask("/v1/calls")).status).toBe(429);
  });

  it("leaves room for the last that the limit allows", async () => {
    const { ask } = await enter({ member: { requestsPerMinute: 4 } }, new FakeUpstream([CALL]).fetch);
    for (let count = 0; count < 4; count += 1) expect((await ask("/v1/calls")).status).toBe(200);
  });
});
