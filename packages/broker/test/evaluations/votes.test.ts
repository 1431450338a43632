import type { Scope } from "@keyhole/contract";
import { describe, expect, inject, it } from "vitest";
import { askCekura, enterEvaluated, type RawLog, rawLogs } from "../support/evaluated.ts";
import { expectProblem } from "../support/expect-problem.ts";
import type { TestPage } from "../support/test-page.ts";

const scopes: Scope[] = ["calls:read", "evaluations:read", "evaluations:vote"];

const gradedLogs = async () =>
  (await rawLogs()).filter(({ metrics, is_reviewed }) => metrics.length > 0 && !is_reviewed);

function send(page: TestPage, callId: string, body: unknown, contentType = "application/json") {
  return page.get(`/v1/calls/${callId}/evaluation/votes`, {
    method: "POST",
    headers: { "Content-Type": contentType },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
}

async function someCall(index: number): Promise<{ callId: string; logId: number; metricId: number }> {
  const log = (await gradedLogs())[index];
  return { callId: log?.call_id ?? "", logId: log?.id ?? 0, metricId: log?.metrics[0]?.id ?? 0 };
}

describe("POST /v1/calls/:id/evaluation/votes", () => {
  it("votes in Cekura, which then has a review, and the same again changes nothing", async () => {
    const { callId, logId, metricId } = await someCall(0);
    const { page } = await enterEvaluated({ scopes });
    for (let count = 0; count < 2; count += 1) {
      const answer = await send(page, callId, { metricId, vote: "down" });
      expect([answer.status, await answer.text()]).toEqual([204, ""]);
    }
    const log = await askCekura<RawLog>(`/observability/v2/call-logs/${logId}/`);
    expect(log.is_reviewed).toBe(true);
    expect(await page.read(`/v1/calls/${callId}/evaluation`)).toMatchObject({ reviewed: true });
  });

  it.each([
    ["no metric", { vote: "up" }, /metricId/],
    ["a metric that is a text", { metricId: "35", vote: "up" }, /metricId/],
    ["a metric that the call does not have", { metricId: 4, vote: "up" }, /metricId/],
    ["no vote", { metricId: 35 }, /vote/],
    ["another vote", { metricId: 35, vote: "sideways" }, /vote/],
    ["a list", [], /object/],
    ["no JSON", "{", /object/],
  ])("refuses %s by name", async (_, body, words) => {
    const { callId } = await someCall(1);
    const { page, asked } = await enterEvaluated({ scopes });
    const { detail } = await expectProblem(await send(page, callId, body), "invalid_request");
    expect(detail).toMatch(words);
    expect(asked.some(({ pathname }) => pathname.includes("mark_metric_vote"))).toBe(false);
  });

  it("refuses a body that is too large, or of another type", async () => {
    const { callId, metricId } = await someCall(1);
    const { page } = await enterEvaluated({ scopes });
    const large = await send(page, callId, { metricId, vote: "up", more: "x".repeat(5000) });
    await expectProblem(large, "invalid_request", { status: 413 });
    const form = await send(page, callId, "vote=up", "application/x-www-form-urlencoded");
    await expectProblem(form, "invalid_request", { status: 415 });
  });

  it("says that the key may only read where Cekura refuses a vote", async () => {
    const { callId, metricId } = await someCall(1);
    const env = { CEKURA_API_KEY: inject("cekuraKeys").read_only };
    const { page, broker } = await enterEvaluated({ scopes, env });
    await expectProblem(await send(page, callId, { metricId, vote: "up" }), "upstream_key_rejected");
    expect(broker.log.at(-1)?.detail).toContain("CEKURA_API_KEY: is rejected, or only reads: POST");
  });

  it("needs the scope evaluations:vote", async () => {
    const { page } = await enterEvaluated();
    const { callId, metricId } = await someCall(1);
    await expectProblem(await send(page, callId, { metricId, vote: "up" }), "scope_missing");
  });
});
