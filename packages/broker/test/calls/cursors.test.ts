import type { CallSummary, Page } from "@keyhole/contract";
import { describe, expect, it } from "vitest";
import { expectProblem } from "../support/expect-problem.ts";
import { FakeUpstream } from "../support/fake-upstream.ts";
import { AGENT_A, rawCalls } from "../support/raw-call.ts";
import { signAssertion } from "../support/sign-jwt.ts";
import { grantingBroker, siteBroker, testBroker } from "../support/test-config.ts";
import { TestPage } from "../support/test-page.ts";
import { walkCalls } from "../support/walk-calls.ts";

const CALLS = rawCalls(60, (index) => ({ metadata: { tenant: index % 2 === 0 ? "tenant-a" : "tenant-b" } }));
const upstream = new FakeUpstream(CALLS);
const open = (now?: () => number) =>
  testBroker({ fetch: upstream.fetch, ...(now === undefined ? {} : { now }) });

async function firstPage(page: TestPage, query = "limit=10"): Promise<Page<CallSummary> & { next: string }> {
  const first = await page.read<Page<CallSummary>>(`/v1/calls?${query}`);
  if (first.next === null) throw new Error("there is one page");
  return { ...first, next: first.next };
}

async function expectRefused(page: TestPage, query: string): Promise<void> {
  const before = upstream.requests.length;
  const problem = await expectProblem(await page.get(`/v1/calls?${query}`), "invalid_request");
  expect(problem.detail).toContain("cursor");
  expect(upstream.requests).toHaveLength(before);
}

describe("a cursor of GET /v1/calls", () => {
  it("does not contain the upstream's cursor", async () => {
    const { next } = await firstPage(await TestPage.visit(open(), "open"));
    const [header = ""] = next.split(".");
    expect(JSON.parse(atob(header))).toEqual({
      alg: "dir",
      enc: "A256GCM",
      kid: new Date().toISOString().slice(0, 10),
    });
    expect(next).not.toContain(btoa("from-10").replace(/=+$/, ""));
  });

  it.each([
    ["cut", (next: string) => next.slice(0, -4)],
    ["longer", (next: string) => `${next}A`],
    [
      "changed",
      (next: string) =>
        next.replace(/.{20}$/, (end) => (end.startsWith("A") ? `B${end.slice(1)}` : `A${end.slice(1)}`)),
    ],
    ["made up", () => "from-10"],
    ["the upstream's", () => "https://upstream.example/api/calls?cursor=from-10"],
    ["too long", (next: string) => next + "A".repeat(8192)],
    ["empty", () => ""],
  ])("is refused when it is %s", async (_, change) => {
    const page = await TestPage.visit(open(), "open");
    const { next } = await firstPage(page);
    await expectRefused(page, `limit=10&cursor=${encodeURIComponent(change(next))}`);
  });

  it("is refused when it is given twice", async () => {
    const page = await TestPage.visit(open(), "open");
    const { next } = await firstPage(page);
    await expectRefused(page, `limit=10&cursor=${next}&cursor=${next}`);
  });

  it("is refused for another subject", async () => {
    const broker = open();
    const { next } = await firstPage(await TestPage.visit(broker, "open"));
    await expectRefused(await TestPage.visit(broker, "open"), `limit=10&cursor=${next}`);
    const ofMember = await firstPage(await TestPage.enter(broker, await signAssertion({ role: "admin" })));
    const other = await TestPage.enter(broker, await signAssertion({ role: "admin" }));
    await expectRefused(other, `limit=10&cursor=${ofMember.next}`);
  });

  it("is refused on another site for the same member", async () => {
    const sub = "a member of two sites";
    const first = siteBroker({}, { fetch: upstream.fetch });
    const page = await TestPage.enter(first, await signAssertion({ role: "admin", sub }));
    const { next } = await firstPage(page);
    const visitor = await TestPage.open(first, page.keys);
    await visitor.signInAsVisitor("open");
    await expectRefused(visitor, `limit=10&cursor=${next}`);
  });

  it.each([
    ["more filters", "limit=10", "limit=10&status=ended"],
    ["fewer filters", `limit=10&agent=${AGENT_A}`, "limit=10"],
    ["another agent", `limit=10&agent=${AGENT_A}`, "limit=10&agent=bbbbbbbb-0000-4000-8000-000000000002"],
    ["another time", "limit=10&from=2026-01-01T00:00:00Z", "limit=10&from=2026-01-01T00:00:01Z"],
    ["from as to", "limit=10&from=2026-01-01T00:00:00Z", "limit=10&to=2026-01-01T00:00:00Z"],
    ["another duration", "limit=10&minDurationMs=1", "limit=10&maxDurationMs=1"],
  ])("is refused with other filters: %s", async (_, first, second) => {
    const page = await TestPage.visit(open(), "open");
    const { next } = await firstPage(page, first);
    await expectRefused(page, `${second}&cursor=${next}`);
  });

  it("works with the same filters in another spelling", async () => {
    const page = await TestPage.visit(open(), "open");
    const { next } = await firstPage(page, `limit=10&agent=${AGENT_A}&from=2026-01-01T00:00:00Z`);
    const same = `from=2026-01-01T01:00:00%2B01:00&agent=${AGENT_A.toUpperCase()}&x=1&limit=5`;
    expect((await page.get(`/v1/calls?${same}&cursor=${next}`)).status).toBe(200);
  });

  it("expires after 24 hours", async () => {
    let nowMs = Date.UTC(2026, 7, 15, 0, 30);
    const page = await TestPage.open(open(() => nowMs));
    const proof = () => ({ proof: { claims: { iat: nowMs / 1000 } } });
    const renew = async () => {
      const answer = await page.askAsVisitor(proof(), "open");
      page.useToken((await answer.json<{ access_token: string }>()).access_token);
    };
    await renew();
    const { next } = await (await page.get("/v1/calls?limit=10", proof())).json<{ next: string }>();
    nowMs += 86_399_000;
    await renew();
    expect((await page.get(`/v1/calls?limit=10&cursor=${next}`, proof())).status).toBe(200);
    nowMs += 2000;
    await expectProblem(await page.get(`/v1/calls?limit=10&cursor=${next}`, proof()), "invalid_request");
  });

  it("works after a renewal of the token, and in another isolate", async () => {
    const sub = "a member who stays";
    const page = await TestPage.enter(open(), await signAssertion({ role: "admin", sub }));
    const { next } = await firstPage(page);
    const later = await TestPage.enter(open(), await signAssertion({ role: "admin", sub }));
    const second = await later.read<Page<CallSummary>>(`/v1/calls?limit=10&cursor=${next}`);
    expect(second.items.map(({ id }) => id)).toEqual(CALLS.slice(10, 20).map(({ callId }) => callId));
  });

  it("opens only rows of the current grant", async () => {
    const sub = "a member who was degraded";
    const page = await TestPage.enter(open(), await signAssertion({ role: "admin", sub }));
    const { next } = await firstPage(page);
    const tenant = "tenant-b";
    const later = await TestPage.enter(open(), await signAssertion({ role: "support", tenant, sub }));
    const { items } = await later.read<Page<CallSummary>>(`/v1/calls?limit=10&cursor=${next}`);
    expect(items.length).toBeGreaterThan(0);
    for (const { metadata } of items) expect(metadata.tenant).toBe(tenant);
  });

  it("opens only agents of the site's current config", async () => {
    const sub = "a member of a site that shrank";
    const page = await TestPage.enter(open(), await signAssertion({ role: "admin", sub }));
    const { next } = await firstPage(page);
    const shrunk = siteBroker(
      { agents: ["bbbbbbbb-0000-4000-8000-000000000002"] },
      { fetch: upstream.fetch },
    );
    const later = await TestPage.enter(shrunk, await signAssertion({ role: "admin", sub }));
    expect(await later.read(`/v1/calls?limit=10&cursor=${next}`)).toMatchObject({ items: [] });
  });
});

describe("limit of GET /v1/calls", () => {
  it("may change from page to page", async () => {
    const page = await TestPage.visit(open(), "open");
    const ids: string[] = [];
    let cursor = "";
    for (const limit of [10, 1, 50, 3]) {
      const { items, next } = await page.read<Page<CallSummary>>(`/v1/calls?limit=${limit}${cursor}`);
      ids.push(...items.map(({ id }) => id));
      if (next === null) break;
      cursor = `&cursor=${next}`;
    }
    expect(ids).toEqual(CALLS.map(({ callId }) => callId));
  });
});

it("returns an empty list without asking upstream for a grant of no agents", async () => {
  const silent = new FakeUpstream(CALLS);
  const broker = grantingBroker(() => ({ scopes: ["calls:read"], rows: { agents: [] } }), {
    fetch: silent.fetch,
  });
  const page = await TestPage.enter(broker, await signAssertion());
  expect((await walkCalls(page)).pages).toEqual([{ items: [], next: null, total: 0 }]);
  expect(silent.requests).toEqual([]);
});
