import { describe, expect, it } from "vitest";
import { isInside, type RowFacts, type Rows, withinSite } from "../../src/grants/rows.ts";

const CALL: RowFacts = {
  agent: { id: "agent-1" },
  metadata: { tenant: "a", team: "red" },
  createdAt: "2026-07-02T12:00:00.000Z",
};

const INSIDE: [string, Rows, boolean][] = [
  ["no filter", {}, true],
  ["its agent", { agents: ["agent-1"] }, true],
  ["its agent among others", { agents: ["agent-0", "agent-1"] }, true],
  ["another agent", { agents: ["agent-2"] }, false],
  ["no agent", { agents: [] }, false],
  ["part of its agent's id", { agents: ["agent-"] }, false],
  ["its tenant", { metadata: { tenant: "a" } }, true],
  ["its tenant and team", { metadata: { tenant: "a", team: "red" } }, true],
  ["its tenant and another team", { metadata: { tenant: "a", team: "blue" } }, false],
  ["its tenant in capitals", { metadata: { tenant: "A" } }, false],
  ["its tenant with a space", { metadata: { tenant: "a " } }, false],
  ["the start of a tenant", { metadata: { tenant: "" } }, false],
  ["a key that it has not", { metadata: { region: "a" } }, false],
  ["a key of every object", { metadata: { toString: "a" } }, false],
  ["its agent and tenant", { agents: ["agent-1"], metadata: { tenant: "a" } }, true],
  ["its agent and another tenant", { agents: ["agent-1"], metadata: { tenant: "b" } }, false],
  ["another agent and its tenant", { agents: ["agent-2"], metadata: { tenant: "a" } }, false],
  ["from its time", { from: "2026-07-02T12:00:00.000Z" }, true],
  ["from a millisecond later", { from: "2026-07-02T12:00:00.001Z" }, false],
  ["to its time", { to: "2026-07-02T12:00:00.000Z" }, true],
  ["to a millisecond before", { to: "2026-07-02T11:59:59.999Z" }, false],
  ["a window around it", { from: "2026-07-01T00:00:00Z", to: "2026-07-03T00:00:00Z" }, true],
  ["from a time that does not parse", { from: "yesterday" }, false],
  ["to a time that does not parse", { to: "tomorrow" }, false],
];

const ODD_CALLS: [string, Partial<RowFacts>, Rows, boolean][] = [
  ["an agent in capitals", { agent: { id: "AGENT-1" } }, { agents: ["agent-1"] }, true],
  ["no agent, agents asked for", { agent: null }, { agents: ["agent-1"] }, false],
  ["no agent, none asked for", { agent: null }, {}, true],
  ["no agent named null", { agent: null }, { agents: ["null"] }, false],
  ["no metadata", { metadata: {} }, { metadata: { tenant: "a" } }, false],
  [
    "a tenant that is inherited",
    { metadata: Object.create({ tenant: "a" }) },
    { metadata: { tenant: "a" } },
    false,
  ],
  ["a time that does not parse", { createdAt: "soon" }, {}, false],
  ["an empty time", { createdAt: "" }, { to: "2026-07-03T00:00:00Z" }, false],
];

describe("isInside", () => {
  it.each(INSIDE)("rows of %s", (_, rows, expected) => {
    expect(isInside(CALL, rows)).toBe(expected);
  });

  it.each(ODD_CALLS)("a call with %s", (_, changes, rows, expected) => {
    expect(isInside({ ...CALL, ...changes }, rows)).toBe(expected);
  });
});

const NARROWED: [string, Rows, ReadonlySet<string> | "all", Rows][] = [
  ["all agents, all of the site", {}, "all", {}],
  ["all agents, some of the site", {}, new Set(["a", "b"]), { agents: ["a", "b"] }],
  ["some agents, all of the site", { agents: ["a"] }, "all", { agents: ["a"] }],
  ["agents of which one is the site's", { agents: ["a", "c"] }, new Set(["a", "b"]), { agents: ["a"] }],
  ["agents of which none is the site's", { agents: ["c"] }, new Set(["a"]), { agents: [] }],
  ["no agents", { agents: [] }, new Set(["a"]), { agents: [] }],
];

describe("withinSite", () => {
  it.each(NARROWED)("%s", (_, rows, agents, expected) => {
    expect(withinSite(rows, agents)).toEqual(expected);
    const others = { metadata: { tenant: "a" }, from: "2026-07-01T00:00:00.000Z" };
    expect(withinSite({ ...rows, ...others }, agents)).toEqual({ ...expected, ...others });
  });
});
