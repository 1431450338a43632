import type { Stats } from "@keyhole/contract";
import { describe, expect, it } from "vitest";
import { enterAs, type MemberSetting } from "../support/enter-as.ts";
import { FakeUpstream, json, type UpstreamManner } from "../support/fake-upstream.ts";
import { AGENT_A, AGENT_B, rawCall } from "../support/raw-call.ts";
import { testBroker } from "../support/test-config.ts";
import { TestPage } from "../support/test-page.ts";

const RANGE = "from=2026-07-01T00:00:00Z&to=2026-07-03T23:59:59.999Z";
const NOTHING = { items: null, verdicts: null };

// Two agents, three days, early and late.
const CALLS = ["01T03", "02T03", "02T20", "03T20"].flatMap((hour) =>
  [AGENT_A, AGENT_A, AGENT_B, null].map((agentId) => rawCall({ created: `2026-07-${hour}:30:00Z`, agentId })),
);

async function countAs(setting: MemberSetting, { query = "", manner = "honest" as UpstreamManner } = {}) {
  const upstream = new FakeUpstream(CALLS, { manner });
  const page = await enterAs(upstream.fetch, setting);
  const stats = await page.read<Stats>(`/v1/stats?${RANGE}${query}`);
  const calls = stats.items?.reduce((sum, item) => sum + item.calls, 0) ?? null;
  return { stats, calls, requests: upstream.requests };
}

describe("statistics of rows that the source cannot count", () => {
  const UNCOUNTABLE: [string, MemberSetting][] = [
    ["by metadata", { rows: { metadata: { tenant: "tenant-a" } } }],
    ["by metadata and agent", { rows: { agents: [AGENT_A], metadata: { tenant: "tenant-a" } } }],
    ["by metadata, of a site with agents", { site: { agents: [AGENT_A] }, rows: { metadata: { x: "y" } } }],
  ];
  it.each(UNCOUNTABLE)("are null, without a request (%s)", async (_, setting) => {
    for (const query of ["", `&agent=${AGENT_A}`, `&agent=${AGENT_B}`, "&by=hour"]) {
      const { stats, requests } = await countAs(setting, { query });
      expect(stats).toMatchObject(NOTHING);
      expect(requests).toEqual([]);
    }
  });

  it("are null for a visitor that sees its own calls, and figures where the calls are public", async () => {
    const upstream = new FakeUpstream(CALLS);
    const broker = testBroker({ fetch: upstream.fetch });
    const own = await TestPage.visit(broker);
    expect(await own.read(`/v1/stats?${RANGE}`)).toMatchObject(NOTHING);
    expect(upstream.requests).toEqual([]);
    const open = await TestPage.visit(broker, "open");
    expect((await open.read<Stats>(`/v1/stats?${RANGE}`)).items).not.toBeNull();
  });
});

describe("statistics of an upstream that ignores filters", () => {
  const NARROWED: [string, MemberSetting, string][] = [
    ["the grant's agents", { rows: { agents: [AGENT_A] } }, ""],
    ["several agents", { rows: { agents: [AGENT_A, AGENT_B] } }, ""],
    ["the site's agents", { site: { agents: [AGENT_B] } }, ""],
    ["the agent that was asked for", {}, `&agent=${AGENT_A}`],
  ];
  it.each(NARROWED)("are null rather than other viewers' numbers (%s)", async (_, setting, query) => {
    for (const by of ["&by=day", "&by=hour"]) {
      const { stats } = await countAs(setting, { query: `${query}${by}`, manner: "ignores filters" });
      expect(stats.items).toBeNull();
    }
  });

  it("have no call before or after what a grant allows", async () => {
    const rows = { from: "2026-07-02T00:00:00Z", to: "2026-07-02T23:59:59.999Z" };
    const { calls } = await countAs({ rows }, { manner: "ignores filters" });
    expect(calls).toBe(8);
  });

  it("are those of the account where the viewer sees every call", async () => {
    expect((await countAs({}, { manner: "ignores filters" })).calls).toBe(CALLS.length);
  });
});

describe("statistics of a grant that begins or ends within a day", () => {
  const rows = { from: "2026-07-01T02:00:00Z", to: "2026-07-03T19:59:59.999Z" };

  it.each(["honest", "ignores filters"] as const)(
    "leave out that day, from an upstream that is %s",
    async (manner) => {
      const { stats, calls } = await countAs({ rows }, { manner });
      expect([stats.from, stats.to]).toEqual(["2026-07-02T00:00:00.000Z", "2026-07-02T23:59:59.999Z"]);
      expect(calls).toBe(8);
    },
  );

  it("count its whole hours by hour", async () => {
    const { stats, calls } = await countAs({ rows }, { query: "&by=hour", manner: "ignores filters" });
    expect([stats.from, stats.to]).toEqual(["2026-07-01T02:00:00.000Z", "2026-07-03T19:59:59.999Z"]);
    expect(calls).toBe(12);
  });

  it("are null by hour where the vendor has no hours", async () => {
    const daily = [
      { totalCount: 5, errorCount: 0, duration: "1s", joinedCount: 5, billedMinutes: 1, date: "2026-07-01" },
    ];
    const page = await enterAs(async () => json({ daily, hourly: [] }), { rows });
    expect((await page.read<Stats>(`/v1/stats?${RANGE}&by=hour`)).items).toBeNull();
  });

  it("have no figures where no whole day is left", async () => {
    const { stats, requests } = await countAs({
      rows: { from: "2026-07-03T00:00:00.001Z", to: "2026-07-03T23:59:59Z" },
    });
    expect(stats.items).toEqual([]);
    expect(requests).toEqual([]);
  });
});
