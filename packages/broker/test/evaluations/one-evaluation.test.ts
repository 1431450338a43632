import type { Evaluation, Scope } from "@keyhole/contract";
import { describe, expect, it } from "vitest";
import { askCekura, enterEvaluated, type RawLog, rawLogs } from "../support/evaluated.ts";
import { expectProblem } from "../support/expect-problem.ts";
import { simulatedCalls } from "../support/simulated.ts";

const SCOPES: Scope[] = ["calls:read", "evaluations:read", "transcripts:read", "pii:read"];

/** A call that failed for a reason that quotes it with a time. */
async function failedLog(): Promise<RawLog> {
  for (const { id, success } of await rawLogs()) {
    if (success !== false) continue;
    const detail = await askCekura<RawLog>(`/observability/v2/call-logs/${id}/`);
    const explanations = detail.evaluation.metrics.flatMap(({ explanation }) => explanation);
    if (explanations.some((text) => /was not met at 0\d:\d\d: “/.test(text))) return detail;
  }
  throw new Error("no call has failed");
}

const read = async (log: Pick<RawLog, "call_id">, scopes: readonly Scope[] = SCOPES) => {
  const { page, asked } = await enterEvaluated({ scopes });
  return { evaluation: await page.read<Evaluation>(`/v1/calls/${log.call_id}/evaluation`), asked };
};

describe("GET /v1/calls/:id/evaluation", () => {
  it("tells the verdict, every metric on its own scale, and why", async () => {
    const log = await failedLog();
    const { evaluation, asked } = await read(log);
    expect(evaluation).toMatchObject({ callId: log.call_id, verdict: "failed", reason: null, total: 8 });
    expect(evaluation.metrics.map(({ id }) => id)).toEqual(log.evaluation.metrics.map(({ id }) => id));
    expect(evaluation.metrics.map(({ explanation }) => explanation)).toEqual(
      log.evaluation.metrics.map(({ explanation }) => explanation),
    );
    const { atMs, explanation } = evaluation.metrics.find(({ passed }) => passed === false) ?? {};
    const [, minutes, seconds] = /at (\d\d):(\d\d):/.exec(explanation?.[0] ?? "") ?? [];
    expect(atMs?.[0]).toBe((Number(minutes) * 60 + Number(seconds)) * 1000);
    expect(asked).toHaveLength(2);
  });

  it("tells nothing that quotes the transcript without transcripts:read", async () => {
    const { evaluation } = await read(await failedLog(), ["calls:read", "evaluations:read"]);
    expect(evaluation.metrics.flatMap(({ explanation }) => explanation)).toEqual([]);
    expect(evaluation.metrics.some(({ atMs }) => atMs.length > 0)).toBe(true);
  });

  it("finds the evaluation with one request once its place is known", async () => {
    const { call_id } = await failedLog();
    const { page, asked } = await enterEvaluated();
    await page.read(`/v1/evaluations?call=${call_id}`);
    await page.read(`/v1/calls/${call_id}/evaluation`);
    expect(asked.map(({ pathname }) => pathname.split("/call-logs/")[1] !== "")).toEqual([false, true]);
  });

  it("says that there is none, and does not ask for a call that nobody joined", async () => {
    const [unjoined] = (await simulatedCalls()).filter(
      ({ joined, ended }) => joined === null && ended !== null,
    );
    const { page, asked } = await enterEvaluated();
    expect(await page.read(`/v1/calls/${unjoined?.callId}/evaluation`)).toEqual({
      ...{ callId: unjoined?.callId, verdict: "none", reason: null },
      ...{ passed: 0, failed: 0, total: 0, reviewed: false, metrics: [] },
    });
    expect(asked).toEqual([]);
  });

  it("refuses where Cekura is down, because a panel has nothing else to show", async () => {
    const [log] = await rawLogs();
    const { page, broker } = await enterEvaluated({ instead: () => new Response(null, { status: 500 }) });
    const answer = await page.get(`/v1/calls/${log?.call_id}/evaluation`);
    const { detail } = await expectProblem(answer, "upstream_unavailable");
    expect(detail).toContain("evaluation service");
    expect(broker.log.at(-1)?.detail).toContain("below CEKURA_BASE_URL");
  });

  it("refuses a call of another grant", async () => {
    const [theirs] = (await simulatedCalls()).filter(({ metadata }) => metadata.tenant !== "tenant-a");
    const { page, asked } = await enterEvaluated({ rows: { metadata: { tenant: "tenant-a" } } });
    await expectProblem(await page.get(`/v1/calls/${theirs?.callId}/evaluation`), "not_found");
    expect(asked).toEqual([]);
  });
});
