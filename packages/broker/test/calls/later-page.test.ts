import type { CallSummary, Page, ProblemCode } from "@keyhole/contract";
import { describe, expect, it } from "vitest";
import { enterAs } from "../support/enter-as.ts";
import { expectProblem } from "../support/expect-problem.ts";
import { json } from "../support/fake-upstream.ts";
import { outliveAnswers, restoreClock } from "../support/outlive-answers.ts";
import { type RawCall, rawCalls } from "../support/raw-call.ts";
import { scriptedPages } from "../support/scripted-pages.ts";
import { walkCalls } from "../support/walk-calls.ts";

restoreClock();

const CALLS = rawCalls(60, (index) => ({ metadata: { tenant: index < 10 ? "tenant-a" : "tenant-b" } }));
const PAGES = [CALLS.slice(0, 20), CALLS.slice(20, 40), CALLS.slice(40)];
const idsOf = (calls: readonly RawCall[]) => calls.map(({ callId }) => callId);

const FAILURES: [string, () => Response, ProblemCode][] = [
  ["500", () => json({}, 500), "upstream_unavailable"],
  ["429", () => json({}, 429, { "Retry-After": "60" }), "upstream_rate_limited"],
  ["401", () => json({}, 401), "upstream_key_rejected"],
  ["HTML", () => new Response("<html>"), "upstream_invalid"],
  ["302", () => new Response(null, { status: 302, headers: { Location: "/" } }), "upstream_invalid"],
];

/** `status` sends the broker on to a second upstream page at once. */
const QUERY = "status=ended&limit=25";

describe.each(FAILURES)("a list whose second upstream page fails with %s", (_, failure, code) => {
  it("keeps the rows of the first page, and continues behind them", async () => {
    let isBroken = true;
    const { fetch } = scriptedPages({
      pages: PAGES,
      instead: (index) => (isBroken && index > 0 ? failure() : undefined),
    });
    const page = await enterAs(fetch);
    const first = await page.read<Page<CallSummary>>(`/v1/calls?${QUERY}`);
    expect(first.items.map(({ id }) => id)).toEqual(idsOf(PAGES[0] ?? []));
    expect(first).not.toHaveProperty("total");

    isBroken = false;
    outliveAnswers();
    const { ids } = await walkCalls(page, { status: "ended", cursor: first.next ?? "" });
    expect(ids).toEqual(idsOf(CALLS.slice(20)));
  });

  it("fails when the first page has no row for the viewer", async () => {
    const { fetch } = scriptedPages({
      pages: PAGES,
      instead: (index) => (index > 0 ? failure() : undefined),
    });
    const page = await enterAs(fetch, { rows: { metadata: { tenant: "tenant-c" } } });
    await expectProblem(await page.get("/v1/calls"), code);
  });
});

it("fails when the page of a cursor fails", async () => {
  const { fetch } = scriptedPages({
    pages: PAGES,
    instead: (index) => (index > 0 ? json({}, 500) : undefined),
  });
  const page = await enterAs(fetch);
  const { next } = await page.read<Page<CallSummary>>("/v1/calls?limit=20");
  await expectProblem(await page.get(`/v1/calls?limit=20&cursor=${next}`), "upstream_unavailable");
});
