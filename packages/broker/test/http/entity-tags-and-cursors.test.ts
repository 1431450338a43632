import type { CallSummary, Page } from "@keyhole/contract";
import { afterEach, describe, expect, it, vi } from "vitest";
import { FakeUpstream } from "../support/fake-upstream.ts";
import { rawCalls } from "../support/raw-call.ts";
import { siteBroker } from "../support/test-config.ts";
import { TestPage } from "../support/test-page.ts";

const CALLS = rawCalls(30);
const PATH = "/v1/calls?limit=10";
const HOUR_MS = 3_600_000;
const NOON_MS = Date.UTC(2026, 6, 3, 12);

async function visit(): Promise<TestPage> {
  const broker = siteBroker(
    { visitors: { rows: "public", scopes: ["calls:read"] } },
    { fetch: new FakeUpstream(CALLS).fetch, now: () => Date.now() },
  );
  return TestPage.visit(broker);
}

const ask = (page: TestPage, tag: string) => page.get(PATH, { headers: { "If-None-Match": tag } });

/** Ids of the page behind a cursor. */
async function idsBehind(page: TestPage, next: string | null): Promise<string[]> {
  const { items } = await page.read<Page<CallSummary>>(`${PATH}&cursor=${next}`);
  return items.map(({ id }) => id);
}

const SECOND_PAGE = CALLS.slice(10, 20).map(({ callId }) => callId);

describe("a page with a next", () => {
  it("has one weak tag however often its next is sealed anew", async () => {
    const page = await visit();
    const [one, other] = [await page.get(PATH), await page.get(PATH)];
    expect(one.headers.get("ETag")).toMatch(/^W\/"[\w-]{22}"$/);
    expect(other.headers.get("ETag")).toBe(one.headers.get("ETag"));
    expect(await one.json<Page<CallSummary>>()).not.toEqual(await other.json());
  });

  it("kept after a 304 continues where it did", async () => {
    const page = await visit();
    const first = await page.get(PATH);
    const { next } = await first.json<Page<CallSummary>>();
    expect((await ask(page, first.headers.get("ETag") ?? "none")).status).toBe(304);
    expect(await idsBehind(page, next)).toEqual(SECOND_PAGE);
  });
});

describe("over hours", () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  it("a client that keeps asking has a next that opens, because its tag changes earlier", async () => {
    vi.useFakeTimers({ toFake: ["Date"], now: NOON_MS });
    const page = await visit();
    let answer = await page.get(PATH);
    let { next } = await answer.json<Page<CallSummary>>();
    const statuses: number[] = [];
    for (let hours = 1; hours <= 49; hours += 1) {
      vi.setSystemTime(NOON_MS + hours * HOUR_MS - 1);
      await page.signInAsVisitor("acme");
      const again = await ask(page, answer.headers.get("ETag") ?? "none");
      statuses.push(again.status);
      if (again.status === 200) {
        answer = again;
        ({ next } = await again.json<Page<CallSummary>>());
      }
      expect(await idsBehind(page, next)).toEqual(SECOND_PAGE);
    }
    expect(statuses.filter((status) => status === 200)).toHaveLength(4);
    expect(new Set(statuses)).toEqual(new Set([200, 304]));
  });
});
