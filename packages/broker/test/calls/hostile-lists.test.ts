import type { CallSummary, Page } from "@keyhole/contract";
import { describe, expect, it } from "vitest";
import { FakeUpstream, type FakeUpstreamOptions, json } from "../support/fake-upstream.ts";
import { type RawCall, rawCall, rawCalls } from "../support/raw-call.ts";
import { walk, walkedIds } from "../support/simulated.ts";
import { grantingBroker, signAssertion } from "../support/test-config.ts";
import { TestPage } from "../support/test-page.ts";

const MIXED = rawCalls(120, (index) => ({ metadata: { tenant: index % 3 === 0 ? "tenant-a" : "tenant-b" } }));
const OF_A = MIXED.filter(({ metadata }) => metadata.tenant === "tenant-a").map(({ callId }) => callId);

async function pageInFrontOf(
  upstream: Pick<FakeUpstream, "fetch">,
  rows: unknown = { metadata: { tenant: "tenant-a" } },
) {
  const broker = grantingBroker(() => ({ scopes: ["calls:read"], rows }), { fetch: upstream.fetch });
  return TestPage.enter(broker, await signAssertion());
}

/** Answers every list with the same body, made of the request. */
function listing(answer: (url: URL, count: number) => unknown): FakeUpstream {
  return new FakeUpstream([], { instead: (url, count) => json(answer(url, count)) });
}

describe("an upstream that ignores filters", () => {
  it("loses no row and gives none twice, and its total is not told", async () => {
    const page = await pageInFrontOf(new FakeUpstream(MIXED, { manner: "ignores filters" }));
    const pages = await walk(page, "limit=7");
    expect(pages.flatMap(({ items }) => items.map(({ id }) => id))).toEqual(OF_A);
    for (const answer of pages) expect(answer).not.toHaveProperty("total");
  });

  it("is asked for at most three pages a request", async () => {
    const upstream = new FakeUpstream(MIXED, { manner: "ignores filters" });
    const page = await pageInFrontOf(upstream, { metadata: { tenant: "tenant-z" } });
    const first = await page.read<Page<CallSummary>>("/v1/calls?limit=10");
    expect(first.items).toEqual([]);
    expect(first.next).not.toBeNull();
    expect(upstream.requests).toHaveLength(3);
    expect(await walkedIds(page, "limit=10")).toEqual([]);
  });

  it("does not tell its total on a page that holds no row to cut", async () => {
    const calls = rawCalls(40, (index) => ({ metadata: { tenant: index === 3 ? "tenant-b" : "tenant-a" } }));
    const page = await pageInFrontOf(new FakeUpstream(calls, { manner: "ignores filters" }));
    const pages = await walk(page, "limit=10");
    expect(pages.map(({ total }) => total)).toEqual(pages.map(() => undefined));
  });

  it.each([
    [50, [3]],
    [5, [50, 1, 50, 2]],
    [3, [1]],
    [25, [2, 7]],
  ])("loses nothing when limit %i becomes %j", async (first, others) => {
    const page = await pageInFrontOf(new FakeUpstream(MIXED, { manner: "ignores filters" }));
    expect(await changingWalk(page, [first, ...others])).toEqual(OF_A);
  });
});

const LAVISH: [string, FakeUpstreamOptions][] = [
  ["answers more rows than asked", { rowsOfPage: (asked) => asked * 4 }],
  ["answers all rows at once", { rowsOfPage: () => 1000 }],
  ["answers one row too many", { rowsOfPage: (asked) => asked + 1 }],
  ["answers half the rows", { rowsOfPage: (asked) => Math.ceil(asked / 2) }],
  ["answers one row a page", { rowsOfPage: () => 1 }],
];

describe.each(LAVISH)("an upstream that %s", (_, options) => {
  it.each([[[10]], [[3]], [[50]], [[10, 1]], [[1, 50]], [[7, 2, 13]]])(
    "is walked whole with limits %j",
    async (limits) => {
      const page = await pageInFrontOf(new FakeUpstream(MIXED, options));
      expect(await changingWalk(page, limits)).toEqual(OF_A);
    },
  );

  it("never fills a page beyond its limit", async () => {
    const page = await pageInFrontOf(new FakeUpstream(MIXED, options));
    for (const { items } of await walk(page, "limit=4")) expect(items.length).toBeLessThanOrEqual(4);
  });
});

describe("new calls", () => {
  it("that come while a page is left half given out push no row out and none in twice", async () => {
    const calls = MIXED.filter(({ metadata }) => metadata.tenant === "tenant-a");
    const options = { rowsOfPage: (asked: number) => asked * 4 };
    let upstream = new FakeUpstream(calls, options);
    const page = await pageInFrontOf({ fetch: (...request) => upstream.fetch(...request) });
    const ids: string[] = [];
    let cursor = "";
    for (let count = 1; count < 100; count += 1) {
      const { items, next } = await page.read<Page<CallSummary>>(`/v1/calls?limit=3${cursor}`);
      ids.push(...items.map(({ id }) => id));
      if (next === null) break;
      cursor = `&cursor=${next}`;
      if (count === 2) upstream = new FakeUpstream([...newer(30), ...calls], options);
    }
    expect(ids).toEqual(OF_A);
  });

  it("are not lost where the row that was given out last has gone", async () => {
    const calls = MIXED.filter(({ metadata }) => metadata.tenant === "tenant-a");
    let upstream = new FakeUpstream(calls, { rowsOfPage: () => 1000 });
    const page = await pageInFrontOf({ fetch: (...request) => upstream.fetch(...request) });
    const { next } = await page.read<Page<CallSummary>>("/v1/calls?limit=5");
    upstream = new FakeUpstream(calls.toSpliced(4, 1), { rowsOfPage: () => 1000 });
    const { items } = await page.read<Page<CallSummary>>(`/v1/calls?limit=5&cursor=${next}`);
    expect(items.map(({ id }) => id)).toEqual(OF_A.slice(5, 10));
  });
});

describe("an upstream that", () => {
  it("repeats rows gives each once in a page", async () => {
    const [one, two] = [rawCall(), rawCall()];
    const page = await pageInFrontOf(listing(() => ({ results: [one, two, one, one, two], next: null })));
    expect(await walkedIds(page)).toEqual([one.callId, two.callId]);
  });

  it.each([1, 2, 8])("goes in circles of %i ends", async (length) => {
    const upstream = listing((url, count) => ({
      results: [rawCall()],
      next: `${url.origin}/api/calls?cursor=${count % length}`,
    }));
    const pages = await walk(await pageInFrontOf(upstream));
    expect(pages.length).toBeLessThanOrEqual(length + 2);
  });

  it("has empty pages without end is asked three times a request", async () => {
    const upstream = listing((url, count) => ({
      results: [],
      next: `${url.origin}/api/calls?cursor=${count}`,
    }));
    const page = await pageInFrontOf(upstream);
    const { items, next } = await page.read<Page<CallSummary>>("/v1/calls");
    expect([items, typeof next, upstream.requests.length]).toEqual([[], "string", 3]);
  });

  it("has rows that cannot be read gives the others, and no total", async () => {
    const broken: unknown[] = [
      null,
      7,
      "call",
      {},
      { ...rawCall(), created: "soon" },
      { ...rawCall(), callId: 7 },
    ];
    const right = rawCall();
    const page = await pageInFrontOf(listing(() => ({ results: [...broken, right], next: null, total: 7 })));
    expect(await walk(page)).toEqual([
      { items: [expect.objectContaining({ id: right.callId })], next: null },
    ]);
  });

  it("points to another host is asked at its own", async () => {
    const upstream = listing((_, count) => ({
      results: [rawCall()],
      next: count < 3 ? `https://evil.example/steal?cursor=${count}` : null,
    }));
    expect(await walkedIds(await pageInFrontOf(upstream), "limit=1")).toHaveLength(3);
    expect(new Set(upstream.requests.map(({ origin, pathname }) => origin + pathname))).toEqual(
      new Set(["https://api.ultravox.ai/api/calls"]),
    );
  });

  it.each([-1, 1.5, "120", null, 1e21])("counts %j rows has no total", async (total) => {
    const [answer] = await walk(
      await pageInFrontOf(listing(() => ({ results: [rawCall()], next: null, total }))),
    );
    expect(answer).not.toHaveProperty("total");
  });
});

/** Walks a list with these limits, one after another, the last for the rest. */
async function changingWalk(page: TestPage, limits: readonly number[]): Promise<string[]> {
  const ids: string[] = [];
  let cursor = "";
  for (let count = 0; count < 500; count += 1) {
    const limit = limits[Math.min(count, limits.length - 1)];
    const { items, next } = await page.read<Page<CallSummary>>(`/v1/calls?limit=${limit}${cursor}`);
    ids.push(...items.map(({ id }) => id));
    if (next === null) return ids;
    cursor = `&cursor=${next}`;
  }
  throw new Error("the list does not end");
}

/** Calls that came after all others. */
function newer(count: number): RawCall[] {
  return rawCalls(count, (index) => ({
    created: new Date(Date.UTC(2026, 8, 1) + index).toISOString(),
    metadata: { tenant: "tenant-a" },
  }));
}
