import { describe, expect, it } from "vitest";
import { jwt, visitorStamp } from "../../src/index.ts";
import { FakeUpstream } from "../support/fake-upstream.ts";
import { ASSERTION_SECRET, ISSUER } from "../support/identities.ts";
import { AGENT_A, AGENT_B, rawCall } from "../support/raw-call.ts";
import { signAssertion } from "../support/sign-jwt.ts";
import { siteBroker } from "../support/test-config.ts";
import { TestPage } from "../support/test-page.ts";

const OF_A = rawCall({ agentId: AGENT_A });
const OF_B = rawCall({ agentId: AGENT_B });
const OF_NONE = rawCall({ agentId: null });
const CALLS = [OF_A, OF_B, OF_NONE];

/** Agents of the site, agents of the grant, agents whose calls are shown. */
const CASES: [string, string[] | "all", string[] | undefined, string[]][] = [
  ["the site's alone", [AGENT_A], undefined, [AGENT_A]],
  ["the site's in capitals", [AGENT_A.toUpperCase()], undefined, [AGENT_A]],
  ["the grant's alone", "all", [AGENT_B], [AGENT_B]],
  ["those of both", [AGENT_A], [AGENT_A, AGENT_B], [AGENT_A]],
  ["none in common", [AGENT_A], [AGENT_B], []],
];

describe.each(["honest", "ignores filters"] as const)("agents, upstream that is %s", (manner) => {
  it.each(CASES)("%s", async (_, ofSite, ofGrant, shown) => {
    const upstream = new FakeUpstream(CALLS, { manner });
    const rows = ofGrant === undefined ? ("all" as const) : { agents: ofGrant };
    const broker = siteBroker(
      {
        agents: ofSite,
        members: {
          verify: jwt({ secret: ASSERTION_SECRET, issuer: ISSUER }),
          grant: () => ({ scopes: ["calls:read"], rows }),
        },
      },
      { fetch: upstream.fetch },
    );
    const page = await TestPage.enter(broker, await signAssertion());
    const { items } = await page.read<{ items: { agent: { id: string } }[] }>("/v1/calls");
    expect(items.map(({ agent }) => agent.id)).toEqual(shown);
    for (const call of CALLS) {
      const isShown = shown.includes(call.agentId ?? "");
      expect((await page.get(`/v1/calls/${call.callId}`)).status).toBe(isShown ? 200 : 404);
    }
    expect(await page.read("/v1/agents")).toEqual({
      items: shown.map((id) => ({ id, name: `name of ${id.slice(0, 8)}` })),
    });
  });

  it("a public site shows strangers calls of its agents only", async () => {
    const broker = siteBroker(
      { agents: [AGENT_B], visitors: { rows: "public", scopes: ["calls:read"] } },
      { fetch: new FakeUpstream(CALLS, { manner }).fetch },
    );
    const page = await TestPage.visit(broker);
    const { items } = await page.read<{ items: { id: string }[] }>("/v1/calls");
    expect(items.map(({ id }) => id)).toEqual([OF_B.callId]);
  });

  it("a visitor's own calls are exactly those stamped with its key", async () => {
    const own = await TestPage.open(siteBroker({}));
    const stamped = rawCall({ metadata: { keyhole_visitor: await visitorStamp("acme", own.thumbprint) } });
    const ofOtherSite = rawCall({
      metadata: { keyhole_visitor: await visitorStamp("open", own.thumbprint) },
    });
    const unhashed = rawCall({ metadata: { keyhole_visitor: own.thumbprint } });
    const upstream = new FakeUpstream([...CALLS, stamped, ofOtherSite, unhashed], { manner });
    const broker = siteBroker({}, { fetch: upstream.fetch });
    const page = await TestPage.open(broker, own.keys);
    await page.signInAsVisitor("acme");
    const stranger = await TestPage.visit(broker);
    const { items } = await page.read<{ items: { id: string }[] }>("/v1/calls");
    expect(items.map(({ id }) => id)).toEqual([stamped.callId]);
    expect(await stranger.read("/v1/calls")).toMatchObject({ items: [] });
    expect((await stranger.get(`/v1/calls/${stamped.callId}`)).status).toBe(404);
  });
});
