import type { CallSummary, Page } from "@keyhole/contract";
import { describe, expect, it } from "vitest";
import { enterAs } from "../support/enter-as.ts";
import { FakeUpstream } from "../support/fake-upstream.ts";
import { AGENT_A, AGENT_B, type RawCall, rawCall } from "../support/raw-call.ts";

const DAYS = [1, 2, 3, 4, 5, 6, 7, 8, 9];
const day = (number: number) => `2026-07-0${number}T12:00:00.000Z`;

const titleOf = (number: number, agentId: string | null) => `day ${number} of ${agentId?.slice(0, 4)}`;

/** A call a day of each agent and of none. */
const CALLS = DAYS.flatMap((number) =>
  [AGENT_A, AGENT_B, null].map((agentId) =>
    rawCall({ created: day(number), agentId, shortSummary: titleOf(number, agentId) }),
  ),
);
const titles = (calls: readonly RawCall[]) => calls.map(({ shortSummary }) => shortSummary).sort();

const GRANT = { from: day(3), to: day(6), agents: [AGENT_A] };
const GRANTED = [3, 4, 5, 6];

/** A page's filters, and the days that it gets; null when the upstream is not asked. */
const CASES: [name: string, query: Record<string, string>, days: number[] | null][] = [
  ["no filter", {}, GRANTED],
  ["from before the grant's", { from: day(1) }, GRANTED],
  ["from long before", { from: "0001-01-01T00:00:00Z" }, GRANTED],
  ["from at the grant's", { from: day(3) }, GRANTED],
  ["from after the grant's", { from: day(5) }, [5, 6]],
  ["from at the grant's to", { from: day(6) }, [6]],
  ["from after the grant's to", { from: day(7) }, null],
  ["to after the grant's", { to: day(9) }, GRANTED],
  ["to at the grant's from", { to: day(3) }, [3]],
  ["to before the grant's", { to: day(4) }, [3, 4]],
  ["to before the grant's from", { to: day(2) }, null],
  ["a window around the grant's", { from: day(1), to: day(9) }, GRANTED],
  ["a window inside of the grant's", { from: day(4), to: day(5) }, [4, 5]],
  ["a window that ends before it begins", { from: day(5), to: day(4) }, null],
  ["the grant's agent", { agent: AGENT_A }, GRANTED],
  ["the grant's agent in capitals", { agent: AGENT_A.toUpperCase() }, GRANTED],
  ["another agent", { agent: AGENT_B }, null],
  ["an agent that does not exist", { agent: crypto.randomUUID() }, null],
  ["another agent and another window", { agent: AGENT_B, from: day(1), to: day(9) }, null],
];

describe.each(["honest", "ignores filters"] as const)("a list within a grant, upstream %s", (manner) => {
  it.each(CASES)("has the calls inside both for %s", async (_, query, days) => {
    const upstream = new FakeUpstream(CALLS, { manner });
    const page = await enterAs(upstream.fetch, { rows: GRANT });
    const { items, next } = await page.read<Page<CallSummary>>(`/v1/calls?${new URLSearchParams(query)}`);
    expect(items.map(({ title }) => title)).toEqual(
      (days ?? []).toReversed().map((number) => titleOf(number, AGENT_A)),
    );
    expect(next).toBeNull();
    expect(upstream.requests.length > 0).toBe(days !== null);
  });
});

it.each(CASES.filter(([, , days]) => days !== null))(
  "asks upstream within the grant for %s",
  async (_, query) => {
    const upstream = new FakeUpstream(CALLS);
    const page = await enterAs(upstream.fetch, { rows: GRANT });
    await page.read(`/v1/calls?${new URLSearchParams(query)}`);
    const params = upstream.requests[0]?.searchParams;
    expect(params?.getAll("agentIds")).toEqual([AGENT_A]);
    expect(Date.parse(params?.get("fromDate") ?? "")).toBeGreaterThanOrEqual(Date.parse(GRANT.from));
    expect(Date.parse(params?.get("toDate") ?? "")).toBeLessThanOrEqual(Date.parse(GRANT.to));
  },
);

describe("a list within a grant of all rows", () => {
  it.each([
    ["agents", { agent: AGENT_B }, CALLS.filter(({ agentId }) => agentId === AGENT_B)],
    ["from", { from: day(8) }, CALLS.filter(({ created }) => created >= day(8))],
    ["to", { to: day(2) }, CALLS.filter(({ created }) => created <= day(2))],
  ])("is filtered by the page's %s alone", async (_, query, kept) => {
    const page = await enterAs(new FakeUpstream(CALLS).fetch);
    const { items } = await page.read<Page<CallSummary>>(
      `/v1/calls?limit=50&${new URLSearchParams(query as Record<string, string>)}`,
    );
    expect(items.map(({ title }) => title).sort()).toEqual(titles(kept));
  });
});

it("returns an empty list with total 0 for an agent outside the grant, or a grant of no agents", async () => {
  const upstream = new FakeUpstream(CALLS);
  const ofA = await enterAs(upstream.fetch, { rows: { agents: [AGENT_A] } });
  expect(await ofA.read(`/v1/calls?agent=${AGENT_B}`)).toEqual({ items: [], next: null, total: 0 });
  const ofNone = await enterAs(upstream.fetch, { rows: { agents: [] } });
  expect(await ofNone.read("/v1/calls")).toEqual({ items: [], next: null, total: 0 });
  expect(await ofNone.read(`/v1/calls?agent=${AGENT_A}`)).toEqual({ items: [], next: null, total: 0 });
  expect(upstream.requests).toEqual([]);
});

it("narrows a grant of all rows to the agents of the site", async () => {
  const upstream = new FakeUpstream(CALLS);
  const page = await enterAs(upstream.fetch, { site: { agents: [AGENT_B] } });
  expect(await page.read(`/v1/calls?agent=${AGENT_A}`)).toEqual({ items: [], next: null, total: 0 });
  expect((await page.read<Page<CallSummary>>("/v1/calls")).total).toBe(DAYS.length);
});

it("filters by duration when the upstream ignores filters", async () => {
  const took = (seconds: number) => ({
    joined: "2026-07-02T12:00:00.000Z",
    ended: new Date(Date.UTC(2026, 6, 2, 12, 0, seconds)).toISOString(),
  });
  const calls = [took(10), took(20), took(30), { joined: null }, { ended: null }].map((times) =>
    rawCall({ ...times, shortSummary: times.ended ?? null }),
  );
  const page = await enterAs(new FakeUpstream(calls, { manner: "ignores filters" }).fetch);
  const listed = async (query: string) =>
    (await page.read<Page<CallSummary>>(`/v1/calls?${query}`)).items.map(({ durationMs }) => durationMs);
  expect(await listed("minDurationMs=20000")).toEqual([20_000, 30_000]);
  expect(await listed("maxDurationMs=20000")).toEqual([10_000, 20_000]);
  expect(await listed("minDurationMs=15000&maxDurationMs=25000")).toEqual([20_000]);
});
