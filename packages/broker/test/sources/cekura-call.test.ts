import type {
  Agents,
  CallDetail,
  CallEvent,
  CallSummary,
  Evaluation,
  EvaluationSummary,
  Message,
  Page,
  RecordingTicket,
} from "@keyhole/contract";
import { describe, expect, inject, it } from "vitest";
import { naming } from "../support/evaluated.ts";
import { expectProblem } from "../support/expect-problem.ts";
import {
  allLogs,
  askAsOrganization,
  enterOutbound,
  idsOf,
  OUTBOUND_AGENTS,
  type OutboundLog,
  walkList,
} from "../support/outbound.ts";

describe("a call of a site whose source is cekura", () => {
  it("shows one call, its turns page by page, and no events", async () => {
    const { page } = await enterOutbound({ site: { transcripts: { tools: true } } });
    const [first] = await walkList(page);
    const log = await askAsOrganization<OutboundLog>(`/observability/v2/call-logs/${first?.id}/`);
    const path = `/v1/calls/${first?.id}`;
    expect(await page.read<CallDetail>(path)).toMatchObject({ id: first?.id, stages: null, summary: null });
    const texts: (string | null)[] = [];
    for (let cursor = ""; ; ) {
      const { items, next } = await page.read<Page<Message>>(`${path}/messages?limit=3${cursor}`);
      expect(items.length).toBeLessThanOrEqual(3);
      texts.push(...items.map(({ text }) => text));
      if (next === null) break;
      cursor = `&cursor=${next}`;
    }
    expect(texts).toHaveLength(log.transcript_object.length);
    expect(texts[0]).toBe(log.transcript_object[0]?.content);
    expect((await page.read<Page<CallEvent>>(`${path}/events`)).items).toEqual([]);
  });

  it("plays a recording through a ticket, and sends no key to where it is stored", async () => {
    const { page, broker } = await enterOutbound();
    for (const { id } of await walkList(page)) {
      const log = await askAsOrganization<OutboundLog>(`/observability/v2/call-logs/${id}/`);
      if (log.voice_recording_url === "") continue;
      const answer = await page.get(`/v1/calls/${id}/recording`, { method: "POST" });
      const { url } = await answer.json<RecordingTicket>();
      expect(url).not.toContain(new URL(log.voice_recording_url).host);
      const audio = await broker.request(url, { headers: { Range: "bytes=0-9" } });
      expect([audio.status, (await audio.arrayBuffer()).byteLength]).toEqual([206, 10]);
      const storage = await fetch(`${inject("simulatorControlUrl")}/storage`);
      expect(await storage.json()).toMatchObject({ sawApiKey: false });
      return;
    }
    throw new Error("no call has a recording");
  });

  it("refuses a recording of a call without one", async () => {
    const { page } = await enterOutbound();
    for (const { id } of await walkList(page)) {
      const log = await askAsOrganization<OutboundLog>(`/observability/v2/call-logs/${id}/`);
      if (log.voice_recording_url !== "") continue;
      await expectProblem(await page.get(`/v1/calls/${id}/recording`, { method: "POST" }), "not_found");
      return;
    }
    throw new Error("every call has a recording");
  });

  it("knows the evaluations of the calls that it has listed", async () => {
    const { page, asked } = await enterOutbound();
    const { items } = await page.read<Page<CallSummary>>("/v1/calls?limit=20&include=evaluation");
    expect(items.every(({ evaluation }) => evaluation !== null && evaluation !== undefined)).toBe(true);
    const before = asked.length;
    const known = await page.read<{ items: EvaluationSummary[] }>(`/v1/evaluations?${naming(idsOf(items))}`);
    expect(known.items).toEqual(items.map(({ evaluation }) => evaluation));
    expect(asked.length).toBe(before);
  });

  it("finds evaluations of calls that it has not listed", async () => {
    const logs = (await allLogs()).slice(0, 3);
    const { page } = await enterOutbound();
    const { items } = await page.read<{ items: EvaluationSummary[] }>(
      `/v1/evaluations?${naming(idsOf(logs))}`,
    );
    expect(items.map(({ callId }) => callId)).toEqual(idsOf(logs));
    const [log] = logs;
    const one = await page.read<Evaluation>(`/v1/calls/${log?.id}/evaluation`);
    expect(one.verdict).toBe(items[0]?.verdict);
  });

  it("names the project's agents, and the filter that it does not have", async () => {
    const { page } = await enterOutbound();
    const { items, refusedFilters } = await page.read<Agents>("/v1/agents");
    expect(idsOf(items)).toEqual(OUTBOUND_AGENTS);
    expect(refusedFilters).toEqual(["q"]);
  });
});
