import type { CallSummary, EvaluationSummary, Page } from "@keyhole/contract";
import { describe, expect, inject, it } from "vitest";
import { enterEvaluated, naming, PROJECT, type RawLog, rawLogs } from "../support/evaluated.ts";
import { expectProblem } from "../support/expect-problem.ts";
import { simulatedCalls } from "../support/simulated.ts";
import type { TestPage } from "../support/test-page.ts";

interface Items {
  items: EvaluationSummary[];
}

const evaluationsOf = async (page: TestPage, ids: readonly string[]) =>
  (await page.read<Items>(`/v1/evaluations?${naming(ids)}`)).items;

/** The verdict of a call log, said once more in other words than the broker's. */
function expectedVerdict({ success, metrics, is_reviewed, error_message }: RawLog): string {
  if (error_message !== null) return "ungraded";
  if (success === null) return "pending";
  if (!success) return "failed";
  return metrics.length > 0 || is_reviewed ? "passed" : "ungraded";
}

describe("GET /v1/evaluations", () => {
  it("tells the verdicts of 50 calls with one request to Cekura", async () => {
    const logs = (await rawLogs()).filter(({ status }) => status !== "evaluating").slice(0, 50);
    const { page, asked } = await enterEvaluated();
    const items = await evaluationsOf(
      page,
      logs.map(({ call_id }) => call_id),
    );
    expect(items.map(({ callId, verdict }) => [callId, verdict])).toEqual(
      logs.map((log) => [log.call_id, expectedVerdict(log)]),
    );
    expect(new Set(items.map(({ verdict }) => verdict))).toEqual(new Set(["passed", "failed", "ungraded"]));
    const failed = items.find(({ verdict }) => verdict === "failed");
    expect(failed).toEqual({
      ...{ callId: failed?.callId, verdict: "failed", reason: null },
      ...{ passed: 1, failed: 1, total: 8 },
    });
    expect(asked).toHaveLength(1);
  });

  it("asks Ultravox for no call that the page has listed", async () => {
    const { page, asked } = await enterEvaluated({
      instead: (url) =>
        url.pathname.includes("call-logs") ? undefined : new Response(null, { status: 500 }),
    });
    const { items } = await page.read<Page<CallSummary>>("/v1/calls?limit=50&status=ended");
    const evaluations = await evaluationsOf(
      page,
      items.map(({ id }) => id),
    );
    expect(evaluations).toHaveLength(items.length);
    expect(asked.length).toBeLessThan(5);
  });

  it("leaves out calls outside the grant, and ids that are none, without a word", async () => {
    const calls = (await simulatedCalls()).filter(({ joined, ended }) => joined !== null && ended !== null);
    const mine = calls.filter(({ metadata }) => metadata.tenant === "tenant-a").slice(0, 3);
    const others = calls.filter(({ metadata }) => metadata.tenant !== "tenant-a").slice(0, 3);
    const { page } = await enterEvaluated({ rows: { metadata: { tenant: "tenant-a" } } });
    const ids = [...others, ...mine].map(({ callId }) => callId);
    const items = await evaluationsOf(page, [...ids, "7", crypto.randomUUID()]);
    expect(items.map(({ callId }) => callId)).toEqual(mine.map(({ callId }) => callId));
  });

  it("tells each call once, and nothing for no call", async () => {
    const [log] = await rawLogs();
    const { page, asked } = await enterEvaluated();
    expect(await evaluationsOf(page, [])).toEqual([]);
    expect(asked).toEqual([]);
    expect(await evaluationsOf(page, [log?.call_id ?? "", log?.call_id.toUpperCase() ?? ""])).toHaveLength(1);
  });

  it("refuses more than 50 calls by the name of the parameter", async () => {
    const { page } = await enterEvaluated();
    const ids = Array.from({ length: 51 }, () => crypto.randomUUID());
    const { detail } = await expectProblem(
      await page.get(`/v1/evaluations?${naming(ids)}`),
      "invalid_request",
    );
    expect(detail).toContain("call");
  });

  it("sends at most four requests for calls of a year, and says which were too old", async () => {
    const calls = (await simulatedCalls()).filter(({ joined, ended }) => joined !== null && ended !== null);
    const spread = calls.filter((_, index) => index % Math.ceil(calls.length / 50) === 0).slice(0, 50);
    const { page, asked } = await enterEvaluated();
    const items = await evaluationsOf(
      page,
      spread.map(({ callId }) => callId),
    );
    expect(items).toHaveLength(spread.length);
    expect(asked.length).toBeLessThanOrEqual(4);
    for (const url of asked) {
      const [from, to] = ["timestamp_from", "timestamp_to"].map((name) =>
        Date.parse(url.searchParams.get(name) ?? ""),
      );
      expect((to ?? 0) - (from ?? 0)).toBeLessThanOrEqual(33 * 86_400_000);
    }
  });

  it("says that a call which runs is pending, and one that nobody joined has none", async () => {
    const calls = await simulatedCalls();
    const [running] = calls.filter(({ joined, ended }) => joined !== null && ended === null);
    const [unjoined] = calls.filter(({ joined }) => joined === null);
    const { page, asked } = await enterEvaluated();
    const items = await evaluationsOf(page, [running?.callId ?? "", unjoined?.callId ?? ""]);
    expect(items.map(({ verdict, reason }) => [verdict, reason])).toEqual([
      ["pending", "running"],
      ["none", null],
    ]);
    expect(asked).toEqual([]);
  });

  it.each([
    ["is down", () => new Response(null, { status: 503, headers: { "Retry-After": "60" } })],
    ["limits the key", () => new Response(null, { status: 429, headers: { "Retry-After": "60" } })],
    ["answers a web page", () => new Response("<html>")],
  ])("says that evaluations are pending where Cekura %s, and why", async (_, instead) => {
    const ids = (await rawLogs()).slice(0, 3).map(({ call_id }) => call_id);
    const { page, broker } = await enterEvaluated({ instead });
    const items = await evaluationsOf(page, ids);
    expect(items.map(({ verdict, reason }) => [verdict, reason])).toEqual(
      ids.map(() => ["pending", "unavailable"]),
    );
    expect(broker.log.at(-1)?.detail).toContain("CEKURA");
  });

  it("says that evaluations are pending where no key can be made just now", async () => {
    const [log] = await rawLogs();
    const { page, asked } = await enterEvaluated({
      site: { cekura: { project: PROJECT, provisionKey: true } },
      env: { CEKURA_API_KEY: inject("cekuraKeys").organization },
      instead: () => new Response(null, { status: 503 }),
    });
    for (let count = 0; count < 3; count += 1) {
      const [item] = await evaluationsOf(page, [log?.call_id ?? ""]);
      expect([item?.verdict, item?.reason]).toEqual(["pending", "unavailable"]);
    }
    expect(asked).toHaveLength(1);
  });

  it("refuses with a way out where Cekura rejects the key", async () => {
    const [log] = await rawLogs();
    const { page, broker } = await enterEvaluated({ env: { CEKURA_API_KEY: "another-key" } });
    const answer = await page.get(`/v1/evaluations?${naming([log?.call_id ?? ""])}`);
    await expectProblem(answer, "upstream_key_rejected");
    expect(broker.log.at(-1)?.detail).toContain("CEKURA_API_KEY: is rejected");
  });

  it.each([
    ["no key", "CEKURA_API_KEY", { env: { CEKURA_API_KEY: undefined } }],
    ["no project", "sites.acme.cekura", { site: { cekura: undefined } }],
  ])("is not configured with %s, and lists calls all the same", async (_, setting, change) => {
    const { page, broker } = await enterEvaluated(change);
    await expectProblem(await page.get("/v1/evaluations"), "not_configured");
    expect(broker.log.at(-1)?.detail).toContain(setting);
    expect((await page.get("/v1/calls?limit=1")).status).toBe(200);
  });

  it("needs the scope evaluations:read", async () => {
    const { page } = await enterEvaluated({ scopes: ["calls:read"] });
    await expectProblem(await page.get("/v1/evaluations"), "scope_missing");
  });
});
