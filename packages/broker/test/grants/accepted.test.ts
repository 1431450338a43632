import { describe, expect, it } from "vitest";
import { FakeUpstream } from "../support/fake-upstream.ts";
import { AGENT_A, AGENT_B, rawCall } from "../support/raw-call.ts";
import { signAssertion } from "../support/sign-jwt.ts";
import { grantingBroker } from "../support/test-config.ts";
import { TestPage } from "../support/test-page.ts";

/** Calls by what a grant may tell apart; each is named by its `label`. */
const CALLS = [
  labelled("a", { agentId: AGENT_A, metadata: { tenant: "a" }, created: "2026-07-05T00:00:00Z" }),
  labelled("a, late", { agentId: AGENT_A, metadata: { tenant: "a" }, created: "2026-07-09T00:00:00Z" }),
  labelled("A in capitals", { agentId: AGENT_A, metadata: { tenant: "A" } }),
  labelled("a with a space", { agentId: AGENT_A, metadata: { tenant: "a " } }),
  labelled("b", { agentId: AGENT_B, metadata: { tenant: "b", team: "red" } }),
  labelled("b, other team", { agentId: AGENT_B, metadata: { tenant: "b", team: "blue" } }),
  labelled("no agent", { agentId: null, metadata: { tenant: "a" } }),
  labelled("no metadata", { agentId: AGENT_B, metadata: {} }),
  labelled("built", { agentId: AGENT_B, metadata: { constructor: "acme", prototype: "two" } }),
];

const ALL = CALLS.map((call) => call.label);
const OF_AGENT_A = ["a", "a, late", "A in capitals", "a with a space"];

const GRANTS: [string, unknown, string[]][] = [
  ["all", "all", ALL],
  ["one metadata value", { metadata: { tenant: "a" } }, ["a", "a, late", "no agent"]],
  ["a value in capitals", { metadata: { tenant: "A" } }, ["A in capitals"]],
  ["a value with a space", { metadata: { tenant: "a " } }, ["a with a space"]],
  ["a value that no call has", { metadata: { tenant: "z" } }, []],
  ["two metadata keys", { metadata: { tenant: "b", team: "red" } }, ["b"]],
  ["a key named constructor", { metadata: { constructor: "acme" } }, ["built"]],
  ["a key named constructor of others", { metadata: { constructor: "other" } }, []],
  ["a key named prototype of others", { metadata: { prototype: "other" } }, []],
  ["a key that every object inherits", { metadata: { toString: "a" } }, []],
  ["metadata without a prototype", { metadata: bare({ tenant: "b", team: "blue" }) }, ["b, other team"]],
  ["one agent", { agents: [AGENT_A] }, OF_AGENT_A],
  ["an agent in capitals", { agents: [AGENT_A.toUpperCase()] }, OF_AGENT_A],
  ["an agent twice", { agents: [AGENT_A, AGENT_A] }, OF_AGENT_A],
  ["two agents", { agents: [AGENT_A, AGENT_B] }, ALL.filter((label) => label !== "no agent")],
  ["no agents", { agents: [] }, []],
  ["no agents, and metadata", { agents: [], metadata: { tenant: "a" } }, []],
  ["an agent and metadata", { agents: [AGENT_A], metadata: { tenant: "a" } }, ["a", "a, late"]],
  ["a start, inclusive", { from: "2026-07-09T00:00:00.000Z" }, ["a, late"]],
  ["a start in another zone", { from: "2026-07-09T02:00:00+02:00" }, ["a, late"]],
  ["a start a millisecond later", { from: "2026-07-09T00:00:00.001Z" }, []],
  ["a window", { from: "2026-07-04T00:00:00Z", to: "2026-07-05T00:00:00Z" }, ["a"]],
  ["a window that ends before it starts", { from: "2026-07-09T00:00:00Z", to: "2026-07-01T00:00:00Z" }, []],
];

describe.each(["honest", "ignores filters"] as const)("rows of a grant, upstream that is %s", (manner) => {
  it.each(GRANTS)("%s", async (_, rows, labels) => {
    const broker = grantingBroker(() => ({ scopes: ["calls:read"], rows }), {
      fetch: new FakeUpstream(
        CALLS.map(({ raw }) => raw),
        { manner },
      ).fetch,
    });
    const page = await TestPage.enter(broker, await signAssertion());
    expect(await listed(page)).toEqual(new Set(labels));
    for (const { label, raw } of CALLS) {
      const { status } = await page.get(`/v1/calls/${raw.callId}`);
      expect({ label, status }).toEqual({ label, status: labels.includes(label) ? 200 : 404 });
    }
  });
});

async function listed(page: TestPage): Promise<Set<string | undefined>> {
  const { items } = await page.read<{ items: { id: string }[] }>("/v1/calls?limit=50");
  return new Set(items.map(({ id }) => CALLS.find(({ raw }) => raw.callId === id)?.label));
}

function labelled(label: string, changes: Parameters<typeof rawCall>[0]) {
  return { label, raw: rawCall(changes) };
}

function bare(entries: Record<string, string>): Record<string, string> {
  return Object.assign(Object.create(null), entries);
}
