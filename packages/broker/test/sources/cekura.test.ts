import type {
  Agent,
  CallDetail,
  CallEvent,
  CallSummary,
  Evaluation,
  EvaluationSummary,
  Message,
  Page,
  RecordingTicket,
  Scope,
} from "@keyhole/contract";
import { describe, expect, inject, it } from "vitest";
import { type EvaluatedSetting, enterEvaluated, naming } from "../support/evaluated.ts";
import { expectProblem } from "../support/expect-problem.ts";
import type { TestPage } from "../support/test-page.ts";

/** Agents on other platforms, whose calls exist in Cekura alone. */
const PROJECT = 1377;
const AGENTS = ["2201", "2202"];
const SCOPES: Scope[] = [
  ...["calls:read", "transcripts:read", "pii:read", "recordings:read", "evaluations:read"],
] as Scope[];

/** A log as the organization's key sees it. */
interface Log {
  id: number;
  agent: number;
  agent_name: string;
  timestamp: string;
  success: boolean | null;
  voice_recording_url: string;
  transcript_object: { role: string; content: string; start_time: number }[];
}

async function ask<Body>(path: string): Promise<Body> {
  const headers = { "X-CEKURA-API-KEY": inject("cekuraKeys").organization };
  return (await fetch(`${inject("cekuraUrl")}${path}`, { headers })).json<Body>();
}

/** All calls of a project, newest first, over the windows that Cekura allows. */
async function allLogs(project = PROJECT): Promise<Log[]> {
  const logs: Log[] = [];
  const day = 86_400_000;
  for (let end = Date.now(); end > Date.now() - 120 * day; end -= 30 * day) {
    const [from, to] = [end - 30 * day + 1, end].map((ms) => new Date(ms).toISOString());
    const query = `project_id=${project}&page_size=100&timestamp_from=${from}&timestamp_to=${to}`;
    logs.push(...(await ask<{ results: Log[] }>(`/observability/v2/call-logs/?${query}`)).results);
  }
  return logs;
}

const enter = (setting: EvaluatedSetting = {}) =>
  enterEvaluated({
    scopes: SCOPES,
    ...setting,
    site: { source: "cekura", cekura: { project: PROJECT }, visitors: undefined, ...setting.site },
    env: { CEKURA_API_KEY: inject("cekuraKeys").organization, ...setting.env },
  });

async function walk(page: TestPage, query = ""): Promise<CallSummary[]> {
  const calls: CallSummary[] = [];
  for (let cursor = ""; ; ) {
    const { items, next } = await page.read<Page<CallSummary>>(`/v1/calls?limit=20${query}${cursor}`);
    calls.push(...items);
    if (next === null) return calls;
    cursor = `&cursor=${next}`;
  }
}

const idsOf = (calls: readonly { id: string | number }[]) => calls.map(({ id }) => String(id));

describe("a site whose source is cekura", () => {
  it("lists every call of its project once, newest first", async () => {
    const logs = await allLogs();
    const { page } = await enter();
    const calls = await walk(page);
    expect(calls.length).toBeGreaterThan(20);
    expect(idsOf(calls)).toEqual(idsOf(logs));
    const [first] = calls;
    expect(first).toMatchObject({
      source: "cekura",
      agent: { id: String(logs[0]?.agent), name: logs[0]?.agent_name },
      status: "ended",
      createdAt: new Date(logs[0]?.timestamp ?? "").toISOString(),
      metadata: {},
    });
  });

  it("lists the calls of the grant's agents and times alone", async () => {
    const logs = await allLogs();
    const [from, to] = [logs[20]?.timestamp ?? "", logs[4]?.timestamp ?? ""].map((time) =>
      new Date(time).toISOString(),
    );
    const { page } = await enter({ rows: { agents: ["2201"], ...(from && to ? { from, to } : {}) } });
    const inside = logs
      .slice(4)
      .filter(({ agent, timestamp }) => agent === 2201 && Date.parse(timestamp) >= Date.parse(from ?? ""));
    expect(idsOf(await walk(page))).toEqual(idsOf(inside));
    const outside = logs.find(({ agent }) => agent === 2202);
    await expectProblem(await page.get(`/v1/calls/${outside?.id}`), "not_found");
  });

  it("opens no call of another project, although the key could", async () => {
    const [other] = await allLogs(1376);
    const { page } = await enter();
    for (const part of ["", "/messages", "/events", "/evaluation"])
      await expectProblem(await page.get(`/v1/calls/${other?.id}${part}`), "not_found");
    const query = `/v1/evaluations?${naming([String(other?.id)])}`;
    expect(await page.read(query)).toEqual({ items: [] });
    expect(await walk(page, "&agent=2141")).toEqual([]);
  });

  it("takes an id that is no number of Cekura for none, without asking", async () => {
    const { page, asked } = await enter();
    for (const id of ["0", "007", "1e3", crypto.randomUUID()])
      await expectProblem(await page.get(`/v1/calls/${id}`), "not_found");
    expect(asked).toEqual([]);
  });

  it("filters by agent, verdict, duration and time, and refuses what it cannot filter by", async () => {
    const logs = await allLogs();
    const { page } = await enter();
    const [failed, byAgent] = await Promise.all([walk(page, "&verdict=failed"), walk(page, "&agent=2202")]);
    expect(idsOf(failed)).toEqual(idsOf(logs.filter(({ success }) => success === false)));
    expect(idsOf(byAgent)).toEqual(idsOf(logs.filter(({ agent }) => agent === 2202)));
    const long = await walk(page, "&minDurationMs=120000");
    expect(long.length).toBeGreaterThan(0);
    expect(long.every(({ durationMs }) => (durationMs ?? 0) >= 120_000)).toBe(true);
    expect(await walk(page, "&status=active")).toEqual([]);
    const { detail } = await expectProblem(await page.get("/v1/calls?q=hello"), "invalid_request");
    expect(detail).toContain("q");
  });

  it("counts a list whose time fits into one window", async () => {
    const logs = await allLogs();
    const from = new Date(logs[9]?.timestamp ?? "").toISOString();
    const { page } = await enter();
    const { total } = await page.read<Page<CallSummary>>(`/v1/calls?limit=5&from=${from}`);
    expect(total).toBe(10);
    expect(await page.read("/v1/calls?limit=5")).not.toHaveProperty("total");
  });

  it("shows one call, its turns page by page, and no events", async () => {
    const { page } = await enter({ site: { transcripts: { tools: true } } });
    const [first] = await walk(page);
    const log = await ask<Log>(`/observability/v2/call-logs/${first?.id}/`);
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
    const { page, broker } = await enter();
    for (const { id } of await walk(page)) {
      const log = await ask<Log>(`/observability/v2/call-logs/${id}/`);
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
    const { page } = await enter();
    for (const { id } of await walk(page)) {
      const log = await ask<Log>(`/observability/v2/call-logs/${id}/`);
      if (log.voice_recording_url !== "") continue;
      await expectProblem(await page.get(`/v1/calls/${id}/recording`, { method: "POST" }), "not_found");
      return;
    }
    throw new Error("every call has a recording");
  });

  it("knows the evaluations of the calls that it has listed", async () => {
    const { page, asked } = await enter();
    const { items } = await page.read<Page<CallSummary>>("/v1/calls?limit=20&include=evaluation");
    expect(items.every(({ evaluation }) => evaluation !== null && evaluation !== undefined)).toBe(true);
    const before = asked.length;
    const known = await page.read<{ items: EvaluationSummary[] }>(`/v1/evaluations?${naming(idsOf(items))}`);
    expect(known.items).toEqual(items.map(({ evaluation }) => evaluation));
    expect(asked.length).toBe(before);
  });

  it("finds evaluations of calls that it has not listed", async () => {
    const logs = (await allLogs()).slice(0, 3);
    const { page } = await enter();
    const { items } = await page.read<{ items: EvaluationSummary[] }>(
      `/v1/evaluations?${naming(idsOf(logs))}`,
    );
    expect(items.map(({ callId }) => callId)).toEqual(idsOf(logs));
    const [log] = logs;
    const one = await page.read<Evaluation>(`/v1/calls/${log?.id}/evaluation`);
    expect(one.verdict).toBe(items[0]?.verdict);
  });

  it("names the project's agents", async () => {
    const { page } = await enter();
    const { items } = await page.read<{ items: Agent[] }>("/v1/agents");
    expect(idsOf(items)).toEqual(AGENTS);
  });

  it("is not healthy while Cekura rejects its key, and says so in the log", async () => {
    const { page, broker } = await enter({ env: { CEKURA_API_KEY: "another-key" } });
    await expectProblem(await page.get("/v1/calls"), "upstream_key_rejected");
    expect(broker.log.at(-1)?.detail).toContain("CEKURA_API_KEY: is rejected: GET");
    expect(await page.read("/v1/health")).toMatchObject({ status: "not_ready" });
  });

  it.each([
    ["has no such project", { site: { cekura: { project: 99 } } }],
    ["is not at the base URL", { instead: () => new Response("<html>", { status: 404 }) }],
    ["answers a web page", { instead: () => new Response("<html>") }],
  ])("is not healthy while Cekura %s, and names both settings", async (_, setting) => {
    const { page, broker } = await enter(setting);
    await expectProblem(await page.get("/v1/calls"), "upstream_invalid");
    expect(broker.log.at(-1)?.detail).toMatch(/^cekura\.project or CEKURA_BASE_URL: lead to no calls: GET/);
    expect(await page.read("/v1/health")).toMatchObject({ status: "not_ready" });
  });

  it("reads with a key of the project alone where the organization's makes one", async () => {
    const keys = new Set<string | null>();
    const { page, broker } = await enter({
      site: { cekura: { project: PROJECT, provisionKey: true } },
      instead(url, init) {
        if (url.pathname.includes("call-logs")) keys.add(new Headers(init?.headers).get("X-CEKURA-API-KEY"));
        return undefined;
      },
    });
    expect((await walk(page)).length).toBeGreaterThan(20);
    expect(keys.size).toBe(1);
    expect([...keys][0]).not.toBe(inject("cekuraKeys").organization);
    expect(broker.log[0]?.detail).toMatch(/^made the key \d+ \(Keyhole /);
  });

  it("names a made key that was revoked, and makes no other", async () => {
    let isRevoked = false;
    let made = 0;
    const { page, broker } = await enter({
      site: { cekura: { project: PROJECT, provisionKey: true } },
      instead(url) {
        if (url.pathname.endsWith("/user-api-key/")) made += 1;
        else if (isRevoked) return new Response(null, { status: 403 });
        return undefined;
      },
    });
    await page.read("/v1/calls");
    isRevoked = true;
    for (let count = 0; count < 3; count += 1)
      await expectProblem(await page.get("/v1/calls"), "upstream_key_rejected");
    expect(made).toBe(1);
    expect(broker.log.at(-1)?.detail).toMatch(
      /^the Cekura key \d+ \(Keyhole [^)]+\) is rejected: GET .*; revoke it, and set another/,
    );
  });
});
