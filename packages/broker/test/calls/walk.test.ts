import { describe, expect, it } from "vitest";
import { enterAs } from "../support/enter-as.ts";
import { FakeUpstream } from "../support/fake-upstream.ts";
import { type RawCall, rawCalls } from "../support/raw-call.ts";
import { scriptedPages } from "../support/scripted-pages.ts";
import { FREE, walkCalls } from "../support/walk-calls.ts";

const idsOf = (calls: readonly RawCall[]) => calls.map(({ callId }) => callId);

/** The limit of each page, by its index. */
type Limit = (index: number) => number | null;

const varying: Limit = (index) => [25, 3, 50, 1, 7, 40][index % 6] ?? 25;
const LIMITS: [string, Limit][] = [
  ["the default", () => null],
  ["50", () => 50],
  ["that shrinks", (index) => Math.max(6, 50 - 7 * index)],
  ["that grows", (index) => Math.min(50, 1 + 5 * index)],
  ["that varies", varying],
];
const calls = rawCalls(240, (index) => ({
  metadata: { tenant: index % 7 < 3 ? "tenant-a" : "tenant-b" },
  ...(index % 5 < 2 ? { ended: null, endReason: null } : {}),
}));

describe.each(LIMITS)("a list read page by page, limit %s, has each call once and in order", (_, limit) => {
  it("over 500 calls", async () => {
    const many = rawCalls(500);
    const page = await enterAs(new FakeUpstream(many).fetch, { site: { limits: FREE } });
    const { ids } = await walkCalls(page, {}, (index) => limit(index) ?? 25);
    expect(ids).toEqual(idsOf(many));
  }, 60_000);

  it("filtered by status, which Ultravox does not have", async () => {
    const page = await enterAs(new FakeUpstream(calls).fetch);
    const { ids } = await walkCalls(page, { status: "active" }, limit);
    expect(ids).toEqual(idsOf(calls.filter(({ ended }) => ended === null)));
  });

  it("from an upstream that ignores filters", async () => {
    const upstream = new FakeUpstream(calls, { manner: "ignores filters" });
    const page = await enterAs(upstream.fetch, { rows: { metadata: { tenant: "tenant-a" } } });
    const { ids } = await walkCalls(page, {}, limit);
    expect(ids).toEqual(idsOf(calls.filter(({ metadata }) => metadata.tenant === "tenant-a")));
  });

  it("from upstream pages of any size, empty ones included", async () => {
    const sizes = [0, 0, 0, 0, 3, 60, 0, 1, 0, 0, 0, 0, 0, 26, 50, 25, 0, 75, 0];
    const pages = sizes.map((size, index) => {
      const start = sizes.slice(0, index).reduce((sum, before) => sum + before, 0);
      return calls.slice(start, start + size);
    });
    const page = await enterAs(scriptedPages({ pages }).fetch);
    expect((await walkCalls(page, {}, limit)).ids).toEqual(idsOf(calls));
  });
});

describe("a list read page by page, with limits that vary, has each call once and in order", () => {
  it.each([
    ["more rows than asked", (asked: number) => asked * 2 + 3],
    ["one row more than asked", (asked: number) => asked + 1],
    ["fewer rows than asked", (asked: number) => Math.max(1, Math.floor(asked / 3))],
    ["pages of 40", () => 40],
    ["all rows at once", () => 1000],
  ])("from an upstream that returns %s", async (_, rowsOfPage) => {
    const page = await enterAs(new FakeUpstream(calls, { rowsOfPage }).fetch, { site: { limits: FREE } });
    expect((await walkCalls(page, {}, varying)).ids).toEqual(idsOf(calls));
  });

  it.each([
    ["more rows than asked", (asked: number) => asked * 2 + 3],
    ["pages of 40", () => 40],
  ])("filtered by status, from an upstream that answers %s", async (_, rowsOfPage) => {
    const page = await enterAs(new FakeUpstream(calls, { rowsOfPage }).fetch, { site: { limits: FREE } });
    const { ids } = await walkCalls(page, { status: "active" }, varying);
    expect(ids).toEqual(idsOf(calls.filter(({ ended }) => ended === null)));
  });
});

it("loses no call when a page ends between two of the same millisecond", async () => {
  const calls = rawCalls(90, () => ({ created: "2026-07-02T12:00:00.000Z" }));
  const page = await enterAs(new FakeUpstream(calls, { rowsOfPage: () => 30 }).fetch);
  expect((await walkCalls(page, {}, () => 7)).ids).toEqual(idsOf(calls));
});

it("never returns more rows than the limit", async () => {
  const page = await enterAs(scriptedPages({ pages: [rawCalls(80), rawCalls(80)] }).fetch);
  const { pages } = await walkCalls(page, {}, () => 25);
  expect(pages.map(({ items }) => items.length)).toEqual([25, 25, 25, 5, 25, 25, 25, 5]);
});

it("continues when the last call of a page is gone", async () => {
  const calls = rawCalls(60);
  const gone = calls[9];
  const script = { pages: [calls, []] };
  const page = await enterAs((...request) => scriptedPages(script).fetch(...request));
  const first = await page.read<{ next: string; items: { id: string }[] }>("/v1/calls?limit=10");
  expect(first.items.at(-1)?.id).toBe(gone?.callId);
  script.pages = [calls.filter((call) => call !== gone), []];
  const { items } = await page.read<{ items: { id: string }[] }>(`/v1/calls?limit=50&cursor=${first.next}`);
  expect(items.map(({ id }) => id)).toEqual(idsOf(calls.slice(10)));
});

it("continues when new calls have moved the last call of a page", async () => {
  const calls = rawCalls(60);
  const script = { pages: [calls.slice(0, 30), calls.slice(30)] };
  const page = await enterAs((...request) => scriptedPages(script).fetch(...request));
  const first = await page.read<{ next: string }>("/v1/calls?limit=10");
  const fresh = rawCalls(30, (index) => ({ created: `2026-07-03T12:00:${String(59 - index)}.000Z` }));
  script.pages = [fresh, calls.slice(0, 30), calls.slice(30)];
  const rest: string[] = [];
  let next: string | null = first.next;
  while (next !== null) {
    const page2: { items: { id: string }[]; next: string | null } = await page.read(
      `/v1/calls?limit=50&cursor=${next}`,
    );
    rest.push(...page2.items.map(({ id }) => id));
    next = page2.next;
  }
  expect(rest).toEqual(idsOf(calls.slice(10)));
});
