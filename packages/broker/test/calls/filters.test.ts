import type { CallSummary } from "@keyhole/contract";
import { beforeAll, describe, expect, it } from "vitest";
import { expectProblem } from "../support/expect-problem.ts";
import { FakeUpstream } from "../support/fake-upstream.ts";
import type { RawCall } from "../support/raw-call.ts";
import { pageWithRows, rawCallsOfSimulator, walk, walkedIds } from "../support/simulated.ts";
import { grantingBroker, signAssertion } from "../support/test-config.ts";
import { TestPage } from "../support/test-page.ts";

const RECEPTION = "a1d5c0de-0001-4000-8000-000000000001";
const SUPPORT = "a1d5c0de-0002-4000-8000-000000000002";
const ALL_TEXTS = ["calls:read", "transcripts:read", "pii:read"] as const;

let calls: RawCall[] = [];

beforeAll(async () => {
  calls = await rawCallsOfSimulator();
});

const idsOf = (isSeen: (call: RawCall) => boolean) => calls.filter(isSeen).map(({ callId }) => callId);
const createdMs = (call: RawCall) => Date.parse(call.created);
const nth = (index: number) => new Date(createdMs(calls[index] as RawCall));

function durationMs({ joined, ended }: RawCall): number {
  if (typeof joined !== "string" || typeof ended !== "string") return Number.NaN;
  return Date.parse(ended) - Date.parse(joined);
}

function statusOf({ joined, ended, endReason }: RawCall): CallSummary["status"] {
  if (ended !== null) return endReason === "unjoined" ? "unjoined" : "ended";
  return joined === null ? "waiting" : "active";
}

const FILTERS: [string, () => string, (call: RawCall) => boolean, boolean][] = [
  [
    "from, inclusive",
    () => `from=${nth(90).toISOString()}`,
    (call) => createdMs(call) >= nth(90).getTime(),
    true,
  ],
  [
    "to, inclusive",
    () => `to=${nth(1400).toISOString()}`,
    (call) => Math.floor(createdMs(call)) <= nth(1400).getTime(),
    true,
  ],
  [
    "a window",
    () => `from=${nth(500).toISOString()}&to=${nth(400).toISOString()}`,
    (call) => createdMs(call) >= nth(500).getTime() && createdMs(call) <= nth(400).getTime(),
    true,
  ],
  ["an agent", () => `agent=${SUPPORT}`, ({ agentId }) => agentId === SUPPORT, true],
  [
    "an agent in capitals",
    () => `agent=${SUPPORT.toUpperCase()}`,
    ({ agentId }) => agentId === SUPPORT,
    true,
  ],
  ["a shortest duration", () => "minDurationMs=300000", (call) => durationMs(call) >= 300_000, true],
  ["a longest duration", () => "maxDurationMs=60000", (call) => durationMs(call) <= 60_000, true],
  ["status active", () => "status=active", (call) => statusOf(call) === "active", false],
  ["status waiting", () => "status=waiting", (call) => statusOf(call) === "waiting", false],
  ["status unjoined", () => "status=unjoined", (call) => statusOf(call) === "unjoined", false],
  ["status ended", () => "status=ended", (call) => statusOf(call) === "ended", false],
  [
    "several filters",
    () => `status=unjoined&agent=${RECEPTION}&to=${nth(200).toISOString()}`,
    (call) =>
      statusOf(call) === "unjoined" && call.agentId === RECEPTION && createdMs(call) <= nth(200).getTime(),
    false,
  ],
];

describe("filters, in front of the simulator", () => {
  it.each(FILTERS)("%s", async (_, query, isSeen, hasTotal) => {
    const pages = await walk(await pageWithRows("all"), `limit=50&${query()}`);
    const expected = idsOf(isSeen);
    expect(expected.length).toBeGreaterThan(0);
    expect(pages.flatMap(({ items }) => items.map(({ id }) => id))).toEqual(expected);
    for (const { total } of pages) expect(total).toBe(hasTotal ? expected.length : undefined);
  });

  it("narrow a grant and never replace it", async () => {
    const rows = { agents: [RECEPTION], from: nth(600).toISOString(), to: nth(300).toISOString() };
    const page = await pageWithRows(rows);
    const isInside = (call: RawCall) =>
      call.agentId === RECEPTION &&
      createdMs(call) >= nth(600).getTime() &&
      createdMs(call) <= nth(300).getTime();
    for (const wider of [
      `from=${nth(1400).toISOString()}`,
      `to=${nth(0).toISOString()}`,
      `from=${nth(1400).toISOString()}&to=${nth(0).toISOString()}`,
      `agent=${RECEPTION}`,
    ]) {
      expect(await walkedIds(page, `limit=50&${wider}`)).toEqual(idsOf(isInside));
    }
    expect(await walk(page, `agent=${SUPPORT}`)).toEqual([{ items: [], next: null, total: 0 }]);
    expect(await walk(page, `to=${nth(900).toISOString()}`)).toEqual([{ items: [], next: null, total: 0 }]);
  });

  it("search texts for those who may read them", async () => {
    const page = await pageWithRows("all", ALL_TEXTS);
    const call = calls.find(({ summary }) => /\w{8}/.test(String(summary)));
    const word = /\w{8,}/.exec(String(call?.summary))?.[0] ?? "";
    const found = await walkedIds(page, `limit=50&q=${word}`);
    expect(found).toContain(call?.callId);
    expect(found.length).toBeLessThan(calls.length);
  });
});

describe("q", () => {
  it.each([
    ["calls:read", ["calls:read"]],
    ["transcripts:read", ["calls:read", "transcripts:read"]],
    ["pii:read", ["calls:read", "pii:read"]],
  ] as const)("with no more than %s is refused, and nothing is asked", async (_, scopes) => {
    const upstream = new FakeUpstream([]);
    const broker = grantingBroker(() => ({ scopes, rows: "all" }), { fetch: upstream.fetch });
    const page = await TestPage.enter(broker, await signAssertion());
    const problem = await expectProblem(await page.get("/v1/calls?q=booking"), "scope_missing");
    expect(problem.detail).toContain("transcripts:read and pii:read");
    expect(upstream.requests).toEqual([]);
  });
});
