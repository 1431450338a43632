import { beforeAll, describe, expect, it } from "vitest";
import { enterAs } from "../support/enter-as.ts";
import type { RawCall } from "../support/raw-call.ts";
import { SEEDED_SINCE, simulatedCalls, simulatorEnv } from "../support/simulated.ts";
import type { TestPage } from "../support/test-page.ts";
import { FREE, walkCalls } from "../support/walk-calls.ts";

const RECEPTION = "a1d5c0de-0001-4000-8000-000000000001";
const SUPPORT = "a1d5c0de-0002-4000-8000-000000000002";
const STATUSES = ["waiting", "active", "ended", "unjoined"];

let calls: RawCall[] = [];
let page: TestPage;
beforeAll(async () => {
  calls = await simulatedCalls({ fromDate: SEEDED_SINCE });
  page = await enterAs(null, {
    env: simulatorEnv(),
    scopes: ["calls:read", "transcripts:read", "pii:read"],
    site: { limits: FREE },
  });
}, 30_000);

/** `createdAt` as a page is told it: to the millisecond. */
const createdAt = (call: RawCall | undefined) => new Date(call?.created ?? "").toISOString();
const createdMs = (call: RawCall) => Date.parse(call.created);

function statusOf({ joined, ended, endReason }: RawCall): string {
  if (endReason === "unjoined") return "unjoined";
  if (ended !== null) return "ended";
  return joined === null ? "waiting" : "active";
}

const durationMs = ({ joined, ended }: RawCall) =>
  joined === null || ended === null ? Number.NaN : Date.parse(String(ended)) - Date.parse(String(joined));

type Query = Record<string, string>;
type Case = [name: string, query: () => Query, kept: (call: RawCall) => boolean];

// The bounds are the times of calls of the list itself, so that a bound that is not inclusive shows.
const newer = () => calls[100];
const older = () => calls[400];
const isFrom = (call: RawCall) => createdMs(call) >= Date.parse(createdAt(older()));
const isTo = (call: RawCall) => createdMs(call) <= Date.parse(createdAt(newer()));

const CASES: Case[] = [
  ["from", () => ({ from: createdAt(older()) }), isFrom],
  ["to", () => ({ to: createdAt(newer()) }), isTo],
  ["from and to", () => ({ from: createdAt(older()), to: createdAt(newer()) }), (c) => isFrom(c) && isTo(c)],
  [
    "from and to at one call",
    () => ({ from: createdAt(newer()), to: createdAt(newer()) }),
    (call) => createdAt(call) === createdAt(newer()),
  ],
  [
    "from in another zone",
    () => ({ from: createdAt(older()).replace(/T.*/, "T12:00:00+05:30") }),
    (call) => createdMs(call) >= Date.parse(createdAt(older()).replace(/T.*/, "T06:30:00Z")),
  ],
  ["agent", () => ({ agent: RECEPTION }), (call) => call.agentId === RECEPTION],
  ["agent in capitals", () => ({ agent: SUPPORT.toUpperCase() }), (call) => call.agentId === SUPPORT],
  ["an agent without calls", () => ({ agent: crypto.randomUUID() }), () => false],
  ["minDurationMs", () => ({ minDurationMs: "90000" }), (call) => durationMs(call) >= 90_000],
  ["maxDurationMs", () => ({ maxDurationMs: "60500" }), (call) => durationMs(call) <= 60_500],
  [
    "a range of durations",
    () => ({ minDurationMs: "30000", maxDurationMs: "120000" }),
    (call) => durationMs(call) >= 30_000 && durationMs(call) <= 120_000,
  ],
  ...STATUSES.map((status): Case => [`status ${status}`, () => ({ status }), (c) => statusOf(c) === status]),
  [
    "all filters together",
    () => ({
      from: createdAt(older()),
      to: createdAt(newer()),
      agent: RECEPTION,
      minDurationMs: "10000",
      maxDurationMs: "300000",
      status: "ended",
    }),
    (call) =>
      isFrom(call) &&
      isTo(call) &&
      call.agentId === RECEPTION &&
      durationMs(call) >= 10_000 &&
      durationMs(call) <= 300_000 &&
      statusOf(call) === "ended",
  ],
];

describe("GET /v1/calls", () => {
  it.each(CASES)("filters by %s", async (_, query, kept) => {
    const asked = { from: SEEDED_SINCE, limit: "50", ...query() };
    const { ids, pages } = await walkCalls(page, asked);
    expect(ids).toEqual(calls.filter(kept).map(({ callId }) => callId));
    const totals = new Set(pages.map(({ total }) => total));
    expect(totals).toEqual(new Set(["status" in asked ? undefined : ids.length]));
  });

  it.each(CASES.filter(([name]) => !/without calls/.test(name)))(
    "has calls that pass and calls that fail: %s",
    (...of) => {
      const kept = calls.filter(of[2]).length;
      expect(kept).toBeGreaterThan(0);
      expect(kept).toBeLessThan(calls.length);
    },
  );

  it("filters by a text as the upstream does", async () => {
    const texts = calls.map(({ summary }) => String(summary ?? ""));
    const [word = ""] = texts.flatMap((text) => text.match(/\p{Script=Latin}{6,}/gu) ?? []);
    const found = await simulatedCalls({ fromDate: SEEDED_SINCE, search: word });
    const { ids, pages } = await walkCalls(page, { from: SEEDED_SINCE, limit: "50", q: word });
    expect(ids).toEqual(found.map(({ callId }) => callId));
    expect(pages[0]?.total).toBe(found.length);
    expect(ids.length).toBeGreaterThan(0);
    expect(ids.length).toBeLessThan(calls.length);
  });
});
