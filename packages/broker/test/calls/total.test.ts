import type { CallSummary, Page } from "@keyhole/contract";
import { describe, expect, it } from "vitest";
import { enterAs } from "../support/enter-as.ts";
import { FakeUpstream } from "../support/fake-upstream.ts";
import { AGENT_A, AGENT_B, rawCall, rawCalls } from "../support/raw-call.ts";
import { scriptedPages } from "../support/scripted-pages.ts";
import { walkCalls } from "../support/walk-calls.ts";

const CALLS = rawCalls(60, (index) => ({
  agentId: index % 2 === 0 ? AGENT_A : AGENT_B,
  metadata: { tenant: index % 3 === 0 ? "tenant-a" : "tenant-b" },
}));
const OF_TENANT_A = { rows: { metadata: { tenant: "tenant-a" } } };

/** The distinct totals of all pages of a walk. */
async function totals(fetch: typeof globalThis.fetch, query = {}, setting = {}) {
  const { pages } = await walkCalls(await enterAs(fetch, setting), { limit: "7", ...query });
  return [...new Set(pages.map(({ total }) => total))];
}

describe("total, when the upstream counts exactly what the viewer may see", () => {
  it.each([
    ["every call", {}, {}, 60],
    ["a page's agent", { agent: AGENT_A }, {}, 30],
    ["a page's window", { from: CALLS[9]?.created ?? "" }, {}, 10],
    ["a window without calls", { from: "2030-01-01T00:00:00Z" }, {}, 0],
  ])("is the same on each page for %s", async (_, query, setting, total) => {
    expect(await totals(new FakeUpstream(CALLS).fetch, query, setting)).toEqual([total]);
  });
});

describe("total, when the viewer's rows are narrower than the account", () => {
  it.each([
    ["a grant's metadata", {}, OF_TENANT_A, 20],
    ["a grant's agents", {}, { rows: { agents: [AGENT_A] } }, 30],
    ["a grant's window", {}, { rows: { from: CALLS[9]?.created } }, 10],
    ["the site's agents", {}, { site: { agents: [AGENT_B] } }, 30],
    ["a page's agent", { agent: AGENT_A }, OF_TENANT_A, 10],
  ] as const)(
    "is told for %s on the last page alone, as the rows that were shown",
    async (_, query, setting, total) => {
      expect(await totals(new FakeUpstream(CALLS).fetch, query, setting)).toEqual([undefined, total]);
    },
  );

  it.each(["1", "2", "19"])(
    "reveals no other viewer's calls with limit %s when the own calls are the newest",
    async (limit) => {
      const own = CALLS.map((call, index) => ({
        ...call,
        metadata: { tenant: index < 2 ? "tenant-a" : "tenant-b" },
      }));
      const fetch = new FakeUpstream(own, { manner: "ignores filters" }).fetch;
      const { pages } = await walkCalls(await enterAs(fetch, OF_TENANT_A), { limit });
      for (const answer of pages) expect(answer).not.toHaveProperty("total");
    },
  );

  it("is the number of shown calls when one page holds the whole list", async () => {
    const page = await enterAs(new FakeUpstream(CALLS).fetch, OF_TENANT_A);
    expect(await page.read("/v1/calls?limit=50")).toMatchObject({ next: null, total: 20 });
  });
});

describe("total", () => {
  it.each(["ended", "active"])(
    "is absent with status %s, whether every call has it or none",
    async (status) => {
      expect(await totals(new FakeUpstream(CALLS).fetch, { status })).toEqual([undefined]);
    },
  );

  it("is absent from the page on where a call is cut", async () => {
    const fetch = new FakeUpstream(CALLS, { manner: "ignores filters" }).fetch;
    expect(await totals(fetch, {}, OF_TENANT_A)).toEqual([undefined]);
    expect(await totals(fetch, { agent: AGENT_A })).toEqual([undefined]);
    expect(await totals(fetch, { to: CALLS[1]?.created ?? "" })).toEqual([undefined]);
  });

  it("is absent on pages that follow one with a cut call", async () => {
    const [other, ...mine] = CALLS.map((call, index) =>
      index === 0 ? call : { ...call, metadata: { tenant: "tenant-a" } },
    );
    const others = { ...other, metadata: { tenant: "tenant-b" } };
    const fetch = scriptedPages({ pages: [[others], mine.slice(0, 25), mine.slice(25, 50)] }).fetch;
    const page = await enterAs(fetch, OF_TENANT_A);
    const { pages, ids } = await walkCalls(page, { limit: "25" });
    expect(ids.length).toBe(50);
    expect(pages.length).toBeGreaterThan(1);
    for (const answer of pages) expect(answer).not.toHaveProperty("total");
  });

  it("is absent when a row cannot be parsed", async () => {
    const fetch = scriptedPages({ pages: [[rawCall(), { callId: "half a row" }]] }).fetch;
    expect(await totals(fetch)).toEqual([undefined]);
  });

  it.each([undefined, null, -1, 1.5, "60", Number.MAX_SAFE_INTEGER + 1])(
    "is absent when the upstream counts %j",
    async (total) => {
      const fetch = scriptedPages({ pages: [[rawCall()]], changes: { total } }).fetch;
      expect(await totals(fetch)).toEqual([undefined]);
    },
  );
});

describe("the filter status, which Ultravox does not have", () => {
  const every = (nth: number) =>
    rawCalls(200, (index) => (index % nth === 0 ? { ended: null, endReason: null } : {}));

  it.each([
    ["takes one upstream page when it fills the list", 1, 25, 1],
    ["takes two when half of the calls have the status", 2, 25, 2],
    ["takes three when few have it", 10, 8, 3],
    ["takes three when hardly any has it", 100, 1, 3],
  ])("%s", async (_, nth, rows, asked) => {
    const upstream = new FakeUpstream(every(nth));
    const page = await enterAs(upstream.fetch);
    const { items, next } = await page.read<Page<CallSummary>>("/v1/calls?status=active");
    expect({ rows: items.length, asked: upstream.requests.length }).toEqual({ rows, asked });
    expect(next).not.toBeNull();
  });

  it("answers empty pages with next until the list ends", async () => {
    const upstream = new FakeUpstream(every(1));
    const page = await enterAs(upstream.fetch);
    const first = await page.read<Page<CallSummary>>("/v1/calls?status=unjoined");
    expect(first).toEqual({ items: [], next: expect.any(String) });
    expect((await walkCalls(page, { status: "unjoined" })).ids).toEqual([]);
  });
});
