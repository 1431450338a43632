import type { CallSummary, Page } from "@keyhole/contract";
import { describe, expect, it } from "vitest";
import { FakeUpstream, json } from "../support/fake-upstream.ts";
import { rawCall, rawCalls } from "../support/raw-call.ts";
import { signAssertion } from "../support/sign-jwt.ts";
import { grantingBroker } from "../support/test-config.ts";
import { TestPage } from "../support/test-page.ts";
import { walkCalls } from "../support/walk-calls.ts";

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

describe("a list from an upstream that ignores filters", () => {
  it("has each row once and no total", async () => {
    const page = await pageInFrontOf(new FakeUpstream(MIXED, { manner: "ignores filters" }));
    const { pages, ids } = await walkCalls(page, { limit: "7" });
    expect(ids).toEqual(OF_A);
    for (const answer of pages) expect(answer).not.toHaveProperty("total");
  });

  it("takes at most three upstream pages a request", async () => {
    const upstream = new FakeUpstream(MIXED, { manner: "ignores filters" });
    const page = await pageInFrontOf(upstream, { metadata: { tenant: "tenant-z" } });
    const first = await page.read<Page<CallSummary>>("/v1/calls?limit=10");
    expect(first.items).toEqual([]);
    expect(first.next).not.toBeNull();
    expect(upstream.requests).toHaveLength(3);
    expect((await walkCalls(page, { limit: "10" })).ids).toEqual([]);
  });

  it("has no total on pages without a row to cut either", async () => {
    const calls = rawCalls(40, (index) => ({ metadata: { tenant: index === 3 ? "tenant-b" : "tenant-a" } }));
    const page = await pageInFrontOf(new FakeUpstream(calls, { manner: "ignores filters" }));
    const { pages } = await walkCalls(page, { limit: "10" });
    expect(pages.map(({ total }) => total)).toEqual(pages.map(() => undefined));
  });
});

describe("a list from a faulty upstream", () => {
  it("has a repeated row once in a page", async () => {
    const [one, two] = [rawCall(), rawCall()];
    const page = await pageInFrontOf(listing(() => ({ results: [one, two, one, one, two], next: null })));
    expect((await walkCalls(page)).ids).toEqual([one.callId, two.callId]);
  });

  it.each([1, 2, 8])("ends when cursors repeat after %i pages", async (length) => {
    const upstream = listing((url, count) => ({
      results: [rawCall()],
      next: `${url.origin}/api/calls?cursor=${count % length}`,
    }));
    const { pages } = await walkCalls(await pageInFrontOf(upstream));
    expect(pages.length).toBeLessThanOrEqual(length + 2);
  });

  it("takes three upstream pages a request when all pages are empty", async () => {
    const upstream = listing((url, count) => ({
      results: [],
      next: `${url.origin}/api/calls?cursor=${count}`,
    }));
    const page = await pageInFrontOf(upstream);
    const { items, next } = await page.read<Page<CallSummary>>("/v1/calls");
    expect([items, typeof next, upstream.requests.length]).toEqual([[], "string", 3]);
  });

  it("leaves out rows that cannot be parsed, and the total", async () => {
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
    expect((await walkCalls(page)).pages).toEqual([
      { items: [expect.objectContaining({ id: right.callId })], next: null },
    ]);
  });

  it("ignores the host of a next URL", async () => {
    const upstream = listing((_, count) => ({
      results: [rawCall()],
      next: count < 3 ? `https://evil.example/steal?cursor=${count}` : null,
    }));
    expect((await walkCalls(await pageInFrontOf(upstream), { limit: "1" })).ids).toHaveLength(3);
    expect(new Set(upstream.requests.map(({ origin, pathname }) => origin + pathname))).toEqual(
      new Set(["https://api.ultravox.ai/api/calls"]),
    );
  });

  it.each([-1, 1.5, "120", null, 1e21])("has no total when the upstream counts %j", async (total) => {
    const {
      pages: [answer],
    } = await walkCalls(await pageInFrontOf(listing(() => ({ results: [rawCall()], next: null, total }))));
    expect(answer).not.toHaveProperty("total");
  });
});
