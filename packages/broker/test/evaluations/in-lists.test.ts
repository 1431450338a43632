import type { CallSummary, EvaluationSummary, Page } from "@keyhole/contract";
import { describe, expect, it } from "vitest";
import { enterEvaluated, naming } from "../support/evaluated.ts";
import { expectProblem } from "../support/expect-problem.ts";
import type { TestPage } from "../support/test-page.ts";

const DOWN = () => new Response(null, { status: 503, headers: { "Retry-After": "60" } });

async function walk(page: TestPage, query: string, pages: number): Promise<CallSummary[]> {
  const calls: CallSummary[] = [];
  let cursor = "";
  for (let count = 0; count < pages; count += 1) {
    const { items, next } = await page.read<Page<CallSummary>>(`/v1/calls?${query}${cursor}`);
    calls.push(...items);
    if (next === null) break;
    cursor = `&cursor=${next}`;
  }
  return calls;
}

async function verdictsOf(page: TestPage, calls: readonly CallSummary[]) {
  const query = naming(calls.map(({ id }) => id));
  return (await page.read<{ items: EvaluationSummary[] }>(`/v1/evaluations?${query}`)).items;
}

describe("GET /v1/calls?include=evaluation", () => {
  it("tells what is known, and never asks Cekura", async () => {
    const { page, asked } = await enterEvaluated({ instead: DOWN });
    const { items } = await page.read<Page<CallSummary>>("/v1/calls?include=evaluation&status=ended");
    expect(new Set(items.map(({ evaluation }) => evaluation))).toEqual(new Set([null]));
    expect(asked).toEqual([]);
  });

  it("tells evaluations that were asked for before", async () => {
    const { page } = await enterEvaluated();
    const calls = (await page.read<Page<CallSummary>>("/v1/calls")).items;
    const evaluations = await verdictsOf(page, calls);
    const { items } = await page.read<Page<CallSummary>>("/v1/calls?include=evaluation");
    expect(items.map(({ evaluation }) => evaluation)).toEqual(evaluations);
  });

  it("has no evaluation without it, and none for a site without a project", async () => {
    const { page } = await enterEvaluated({ site: { cekura: undefined } });
    const [plain] = (await page.read<Page<CallSummary>>("/v1/calls?status=ended")).items;
    expect(plain).not.toHaveProperty("evaluation");
    const [row] = (await page.read<Page<CallSummary>>("/v1/calls?status=ended&include=evaluation")).items;
    expect(row?.evaluation).toBeNull();
  });

  it("needs evaluations:read, and refuses anything else to include", async () => {
    const { page } = await enterEvaluated({ scopes: ["calls:read"] });
    await expectProblem(await page.get("/v1/calls?include=evaluation"), "scope_missing");
    await expectProblem(await page.get("/v1/calls?include=everything"), "invalid_request");
  });
});

describe("GET /v1/calls?verdict", () => {
  it("lists exactly the calls with the verdict, in order", async () => {
    const { page } = await enterEvaluated();
    const calls = await walk(page, "limit=50", 3);
    const verdicts = new Map<string, string>();
    for (let start = 0; start < calls.length; start += 50)
      for (const { callId, verdict } of await verdictsOf(page, calls.slice(start, start + 50)))
        verdicts.set(callId, verdict);
    const failed = calls.filter(({ id }) => verdicts.get(id) === "failed").map(({ id }) => id);
    const listed = (await walk(page, "limit=10&verdict=failed", 4)).map(({ id }) => id);
    expect(failed.length).toBeGreaterThan(15);
    expect(listed.slice(0, failed.length)).toEqual(failed.slice(0, listed.length));
    expect(listed.length).toBeGreaterThan(15);
  });

  it("sends at most four requests to Cekura for a page", async () => {
    const { page, asked } = await enterEvaluated();
    await page.read("/v1/calls?limit=50&verdict=failed");
    expect(asked.length).toBeGreaterThan(0);
    expect(asked.length).toBeLessThanOrEqual(4);
  });

  it("has no total", async () => {
    const { page } = await enterEvaluated();
    expect(await page.read("/v1/calls?verdict=failed")).not.toHaveProperty("total");
  });

  it("refuses where Cekura does not answer, instead of hiding calls", async () => {
    const { page } = await enterEvaluated({ instead: DOWN });
    const { detail } = await expectProblem(
      await page.get("/v1/calls?verdict=failed"),
      "upstream_unavailable",
    );
    expect(detail).toContain("verdict");
  });

  it("needs evaluations:read, a project, and a verdict that there is", async () => {
    const reader = await enterEvaluated({ scopes: ["calls:read"] });
    await expectProblem(await reader.page.get("/v1/calls?verdict=failed"), "scope_missing");
    const plain = await enterEvaluated({ site: { cekura: undefined } });
    await expectProblem(await plain.page.get("/v1/calls?verdict=failed"), "not_configured");
    await expectProblem(await plain.page.get("/v1/calls?verdict=good"), "invalid_request");
  });
});
