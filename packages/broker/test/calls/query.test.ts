import type { CallSummary, Page } from "@keyhole/contract";
import { describe, expect, it } from "vitest";
import { enterAs } from "../support/enter-as.ts";
import { expectProblem } from "../support/expect-problem.ts";
import { FakeUpstream } from "../support/fake-upstream.ts";
import { rawCalls } from "../support/raw-call.ts";

const CALLS = rawCalls(60);
const SEARCHER = ["calls:read", "transcripts:read", "pii:read"] as const;

/** Values that a parameter refuses. */
const REFUSED: Record<string, string[]> = {
  limit: ["0", "51", "-1", "1.5", "", "abc", "1e1", "0x10", "+5", "5 ", "٥", "NaN", "9".repeat(20)],
  from: ["", "yesterday", "2026-07-01", "2026-07-01T00:00:00", "2026-02-30T00:00:00Z", "1782900000000"],
  to: ["", "now", "2026-07-01", "2026-07-01 00:00:00Z", "2026-13-01T00:00:00Z", "2026-07-01T25:00:00Z"],
  agent: ["", "all", "*", "aaaaaaaa-0000-4000-8000-00000000000", "aaaaaaaa00004000800000000000000g"],
  minDurationMs: ["", "-1", "1.5", "1s", "1e3", "9".repeat(16)],
  maxDurationMs: ["", "-1", "Infinity", "60s", " 1"],
  status: ["", "done", "Ended", "ended,active", "null"],
  q: ["", "   ", "a".repeat(201)],
  cursor: ["", "x", "a.b.c.d.e", "A".repeat(8193)],
};

const EVERY = Object.entries(REFUSED).flatMap(([name, values]) => values.map((value) => ({ name, value })));

describe("GET /v1/calls", () => {
  it.each(EVERY)(
    "refuses $name=$value, names the parameter, and does not ask upstream",
    async ({ name, value }) => {
      const upstream = new FakeUpstream(CALLS);
      const page = await enterAs(upstream.fetch, { scopes: SEARCHER });
      const answer = await page.get(`/v1/calls?${new URLSearchParams({ [name]: value })}`);
      expect((await expectProblem(answer, "invalid_request")).detail).toContain(`The parameter ${name} `);
      expect(upstream.requests).toEqual([]);
    },
  );

  it.each([
    ["limit", "5"],
    ["from", "2026-07-01T00:00:00Z"],
    ["to", "2026-07-03T00:00:00Z"],
    ["agent", "aaaaaaaa-0000-4000-8000-000000000001"],
    ["minDurationMs", "0"],
    ["maxDurationMs", "1"],
    ["status", "ended"],
    ["q", "a"],
    ["cursor", "a"],
  ])("refuses %s when it is given twice", async (name, value) => {
    const page = await enterAs(new FakeUpstream(CALLS).fetch, { scopes: SEARCHER });
    const answer = await page.get(`/v1/calls?${name}=${value}&${name}=${value}`);
    expect((await expectProblem(answer, "invalid_request")).detail).toContain(`The parameter ${name} `);
  });

  it.each([
    ["", 25],
    ["limit=1", 1],
    ["limit=25", 25],
    ["limit=050", 50],
    ["limit=50", 50],
  ])("answers with %j the first %s of 60 calls", async (query, rows) => {
    const upstream = new FakeUpstream(CALLS);
    const page = await enterAs(upstream.fetch);
    const { items, next, total } = await page.read<Page<CallSummary>>(`/v1/calls?${query}`);
    expect({ rows: items.length, isMore: next !== null, total }).toEqual({ rows, isMore: true, total: 60 });
    expect(items.map(({ id }) => id)).toEqual(CALLS.slice(0, rows).map(({ callId }) => callId));
    expect(upstream.requests.map((url) => url.searchParams.get("pageSize"))).toEqual([String(rows)]);
  });

  it("ignores unknown parameters, and passes none of them on", async () => {
    const upstream = new FakeUpstream(CALLS);
    const page = await enterAs(upstream.fetch, { rows: { metadata: { tenant: "tenant-a" } } });
    const query = new URLSearchParams(
      "Limit=1&page=2&limit[]=3&agentIds=x&metadata.tenant=tenant-b&sort=created&pageSize=100",
    );
    const { items } = await page.read<Page<CallSummary>>(`/v1/calls?${query}`);
    expect(items.length).toBe(25);
    expect([...(upstream.requests[0]?.searchParams ?? [])]).toEqual([
      ["sort", "-created"],
      ["pageSize", "25"],
      ["metadata.tenant", "tenant-a"],
    ]);
  });

  it("sends each filter to Ultravox under Ultravox's name", async () => {
    const upstream = new FakeUpstream(CALLS);
    const page = await enterAs(upstream.fetch, { scopes: SEARCHER });
    const query = new URLSearchParams({
      minDurationMs: "1500",
      maxDurationMs: "90000",
      q: "Grüße & mehr",
      from: "2026-07-01T02:00:00+02:00",
    });
    await page.read(`/v1/calls?${query}`);
    expect([...(upstream.requests[0]?.searchParams ?? [])]).toEqual([
      ["sort", "-created"],
      ["pageSize", "25"],
      ["fromDate", "2026-07-01T00:00:00.000Z"],
      ["search", "Grüße & mehr"],
      ["durationMin", "1.5s"],
      ["durationMax", "90s"],
    ]);
  });
});

describe("the filter q", () => {
  it.each([
    [["calls:read"], 403],
    [["calls:read", "transcripts:read"], 403],
    [["calls:read", "pii:read"], 403],
    [SEARCHER, 200],
  ] as const)("with the scopes %j answers %i", async (scopes, status) => {
    const upstream = new FakeUpstream(CALLS);
    const page = await enterAs(upstream.fetch, { scopes });
    const answer = await page.get("/v1/calls?q=anna");
    if (status === 403) await expectProblem(answer, "scope_missing");
    expect(answer.status).toBe(status);
    expect(upstream.requests.length).toBe(status === 200 ? 1 : 0);
  });
});
