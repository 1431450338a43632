import { SCOPES } from "@keyhole/contract";
import { describe, expect, it } from "vitest";
import { jwt, type MembersConfig } from "../../src/index.ts";
import { brokerGranting, enterAs } from "../support/enter-as.ts";
import { expectProblem } from "../support/expect-problem.ts";
import { FakeUpstream } from "../support/fake-upstream.ts";
import { ASSERTION_SECRET, ISSUER } from "../support/identities.ts";
import { openBroker } from "../support/open-broker.ts";
import { rawCall } from "../support/raw-call.ts";
import { pathOf, routesOf } from "../support/routes-of.ts";
import { signAssertion } from "../support/sign-jwt.ts";
import { talkConfig } from "../support/starting-upstream.ts";
import { configWithSite, testEnv } from "../support/test-config.ts";
import { TestPage } from "../support/test-page.ts";

const MINE = rawCall();
const THEIRS = rawCall({ metadata: { tenant: "tenant-b" } });
const site = { talk: talkConfig() };
const SETTING = { rows: { metadata: { tenant: "tenant-a" } }, scopes: SCOPES, site };

const ROUTES = routesOf(brokerGranting(null)).filter(({ path }) => path.includes(":id"));

/** Members of one tenant, with every scope. */
function byTenant(): MembersConfig {
  return {
    verify: jwt({ secret: ASSERTION_SECRET, issuer: ISSUER }),
    grant: ({ tenant }) => ({ scopes: SCOPES, rows: { metadata: { tenant } } }),
  };
}

/** Opens what the viewer has started, which is more than inside the grant. */
const isForOwnCall = (path: string) => path === "/v1/calls/:id/hangup";

// Read from the app, so that a new route is covered without an entry here.
describe.each(ROUTES)("$method $path", (route) => {
  const ask = async (id: string, upstream: FakeUpstream) =>
    (await enterAs(upstream.fetch, SETTING)).get(pathOf(route, id), { method: route.method });

  /** Everything that a page is told, without what differs from answer to answer. */
  async function toldOf(id: string) {
    const response = await ask(id, new FakeUpstream([MINE, THEIRS]));
    await expectProblem(response.clone(), "not_found");
    const { requestId, ...body } = await response.json<{ requestId: string }>();
    expect(response.headers.get("X-Request-Id")).toBe(requestId);
    const headers = [...response.headers].filter(([name]) => name !== "x-request-id");
    return { status: response.status, statusText: response.statusText, headers, body };
  }

  it("answers alike for a call outside the grant and for one that does not exist", async () => {
    const theirs = await toldOf(THEIRS.callId);
    expect(await toldOf(crypto.randomUUID())).toEqual(theirs);
    expect(await toldOf("no-id")).toEqual(theirs);
  });

  it("answers not_found for a call that the same member opened under another grant", async () => {
    const upstream = new FakeUpstream([MINE, THEIRS]);
    const broker = openBroker(configWithSite({ ...site, members: byTenant() }), {
      env: testEnv(),
      fetch: upstream.fetch,
    });
    const enter = async (tenant: string) =>
      TestPage.enter(broker, await signAssertion({ sub: "a member who moves", tenant }));
    const address = pathOf(route, THEIRS.callId);
    const before = await (await enter("tenant-b")).get(address, { method: route.method });
    expect(before.status === 404).toBe(isForOwnCall(route.path));
    const answer = await (await enter("tenant-a")).get(address, { method: route.method });
    await expectProblem(answer, "not_found");
  });

  it("does not answer 404 for a call inside the grant, unless it is for the viewer's own alone", async () => {
    const response = await ask(MINE.callId, new FakeUpstream([MINE, THEIRS]));
    expect(response.status === 404).toBe(isForOwnCall(route.path));
  });

  it.each([
    ["outside the grant", THEIRS],
    ["inside the grant", rawCall()],
  ])("refuses a call %s that the upstream answers instead of another", async (_, answered) => {
    const upstream = new FakeUpstream([MINE, answered], { manner: "answers another call" });
    const response = await ask(MINE.callId, upstream);
    expect(await response.clone().text()).not.toContain(answered.callId);
    await expectProblem(response, "upstream_invalid");
  });
});
