import { SCOPES } from "@keyhole/contract";
import { describe, expect, it } from "vitest";
import { jwt, type MembersConfig } from "../../src/index.ts";
import { brokerGranting } from "../support/enter-as.ts";
import { expectProblem } from "../support/expect-problem.ts";
import { FakeUpstream } from "../support/fake-upstream.ts";
import { ASSERTION_SECRET, ISSUER } from "../support/identities.ts";
import { outliveAnswers, restoreClock } from "../support/outlive-answers.ts";
import { AGENT_A, rawCall, rawCalls } from "../support/raw-call.ts";
import { pathOf, routesOf } from "../support/routes-of.ts";
import { signAssertion } from "../support/sign-jwt.ts";
import { siteBroker } from "../support/test-config.ts";
import { type Change, TestPage } from "../support/test-page.ts";

restoreClock();

const MINE = rawCall();
const THEIRS = rawCall({ metadata: { tenant: "tenant-b" } });

/** Members of one tenant, with the scopes that their assertion names. */
const MEMBERS: MembersConfig = {
  verify: jwt({ secret: ASSERTION_SECRET, issuer: ISSUER }),
  grant: ({ tenant, role }) => ({
    scopes: role === "guest" ? ["pii:read"] : SCOPES,
    rows: { metadata: { tenant } },
  }),
};

/** A member of a broker whose upstream has the given calls. */
function brokerOf(upstream: { fetch: typeof globalThis.fetch }) {
  const broker = siteBroker(
    { agents: [AGENT_A], members: MEMBERS },
    { fetch: (...request) => upstream.fetch(...request) },
  );
  return async (tenant: string, claims: Record<string, unknown> = {}) =>
    TestPage.enter(broker, await signAssertion({ tenant, ...claims }));
}

const tagOf = async (page: TestPage, path: string) => (await page.get(path)).headers.get("ETag") ?? "none";
const withTag = (page: TestPage, path: string, tag: string, change: Change = {}) =>
  page.get(path, { ...change, headers: { ...change.headers, "If-None-Match": tag } });

describe("data hidden from a viewer", () => {
  it("does not change its tag", async () => {
    const upstream = { fetch: new FakeUpstream([MINE], { manner: "ignores filters" }).fetch };
    const page = await brokerOf(upstream)("tenant-a");
    const hidden = rawCalls(40, () => ({ metadata: { tenant: "tenant-b" } }));
    upstream.fetch = new FakeUpstream([MINE, THEIRS], { manner: "ignores filters" }).fetch;
    const tag = await tagOf(page, "/v1/calls");
    upstream.fetch = new FakeUpstream([MINE, ...hidden], { manner: "ignores filters" }).fetch;
    outliveAnswers();
    expect((await withTag(page, "/v1/calls", tag)).status).toBe(304);
  });

  it("changes the tag of a viewer who may see it", async () => {
    const upstream = { fetch: new FakeUpstream([MINE]).fetch };
    const page = await brokerOf(upstream)("tenant-b");
    const tag = await tagOf(page, "/v1/calls");
    upstream.fetch = new FakeUpstream([MINE, THEIRS]).fetch;
    outliveAnswers();
    expect((await withTag(page, "/v1/calls", tag)).status).toBe(200);
  });

  it("has no tag that reveals its existence", async () => {
    const enter = brokerOf(new FakeUpstream([MINE, THEIRS]));
    const path = `/v1/calls/${THEIRS.callId}`;
    const theirTag = await tagOf(await enter("tenant-b"), path);
    const page = await enter("tenant-a");
    for (const tag of [theirTag, "*"]) {
      const refused = await withTag(page, path, tag);
      expect(refused.headers.get("ETag")).toBeNull();
      await expectProblem(refused, "not_found");
      await expectProblem(await withTag(page, `/v1/calls/${crypto.randomUUID()}`, tag), "not_found");
    }
  });
});

describe("two viewers with the same view", () => {
  it.each(["/v1/calls", `/v1/calls/${MINE.callId}`, "/v1/agents"])(
    "%s: have tags of their own, of no use to the other",
    async (path) => {
      const enter = brokerOf(new FakeUpstream([MINE, THEIRS]));
      const [one, other] = [await enter("tenant-a"), await enter("tenant-a")];
      const [mine, theirs] = [await tagOf(one, path), await tagOf(other, path)];
      expect(mine).not.toBe(theirs);
      expect((await withTag(one, path, theirs)).status).toBe(200);
      expect((await withTag(one, path, mine)).status).toBe(304);
    },
  );

  it("share a tag if they are one member on two pages", async () => {
    const enter = brokerOf(new FakeUpstream([MINE, THEIRS]));
    const claims = { sub: "a member with two windows" };
    const [one, other] = [await enter("tenant-a", claims), await enter("tenant-a", claims)];
    expect(await tagOf(one, "/v1/calls")).toBe(await tagOf(other, "/v1/calls"));
  });

  it("have different tags at a broker with another secret", async () => {
    const fetch = new FakeUpstream([MINE]).fetch;
    const claims = { sub: "a member before and after", tenant: "tenant-a" };
    const tags = await Promise.all(
      ["one-secret-of-the-tests-0123456789-abcdef", "two-secret-of-the-tests-0123456789-abcdef"].map(
        async (KEYHOLE_SECRET) => {
          const broker = siteBroker({ members: MEMBERS }, { fetch, env: { KEYHOLE_SECRET } });
          return tagOf(await TestPage.enter(broker, await signAssertion(claims)), "/v1/calls");
        },
      ),
    );
    expect(new Set(tags).size).toBe(2);
  });
});

const ROUTES = routesOf(brokerGranting(null)).filter(
  ({ method, path }) => method === "GET" && /^\/v1\/(calls|agents)/.test(path),
);

// With the tag that would be 304, and with the one that fits anything.
describe.each(ROUTES)("GET $path is refused, and not 304", (route) => {
  const path = pathOf(route, MINE.callId);

  it.each<[string, Change, string]>([
    ["without a token", { headers: { Authorization: null } }, "token_missing"],
    ["without a proof", { headers: { DPoP: null } }, "proof_invalid"],
    ["with a proof for another path", { proof: { claims: { htu: "https://x.example" } } }, "proof_invalid"],
    ["from elsewhere", { headers: { Origin: "https://evil.example" } }, "origin_not_allowed"],
  ])("%s", async (_, change, code) => {
    const page = await brokerOf(new FakeUpstream([MINE]))("tenant-a");
    for (const tag of [await tagOf(page, path), "*"]) {
      const refused = await withTag(page, path, tag, change);
      expect(refused.headers.get("ETag")).toBeNull();
      expect(await refused.json()).toMatchObject({ code });
    }
  });

  it("without a scope", async () => {
    const page = await brokerOf(new FakeUpstream([MINE]))("tenant-a", { role: "guest" });
    await expectProblem(await withTag(page, path, "*"), "scope_missing");
  });

  it("when the upstream fails", async () => {
    const upstream = { fetch: new FakeUpstream([MINE]).fetch };
    const page = await brokerOf(upstream)("tenant-a");
    upstream.fetch = async () => new Response("oh", { status: 500 });
    await expectProblem(await withTag(page, path, "*"), "upstream_unavailable");
  });
});

it("a refused query is not answered with 304", async () => {
  const page = await brokerOf(new FakeUpstream([MINE]))("tenant-a");
  await expectProblem(await withTag(page, "/v1/calls?limit=0", "*"), "invalid_request");
});

it("a viewer beyond its limit is not answered with 304", async () => {
  const broker = siteBroker(
    { members: MEMBERS, limits: { member: { requestsPerMinute: 2 } } },
    { fetch: new FakeUpstream([MINE]).fetch },
  );
  const page = await TestPage.enter(broker, await signAssertion({ tenant: "tenant-a" }));
  const tag = await tagOf(page, "/v1/calls");
  expect((await withTag(page, "/v1/calls", tag)).status).toBe(304);
  await expectProblem(await withTag(page, "/v1/calls", tag), "rate_limited");
});
