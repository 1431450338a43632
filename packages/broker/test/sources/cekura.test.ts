import type { CallSummary, Page } from "@keyhole/contract";
import { describe, expect, it } from "vitest";
import { naming } from "../support/evaluated.ts";
import { expectProblem } from "../support/expect-problem.ts";
import {
  allLogs,
  enterOutbound,
  idsOf,
  OUTBOUND_AGENTS,
  OUTBOUND_PROJECT,
  walkList,
} from "../support/outbound.ts";

describe("a list of a site whose source is cekura", () => {
  it("lists every call of its project once, newest first", async () => {
    const logs = await allLogs();
    const { page } = await enterOutbound();
    const calls = await walkList(page);
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

  it.each([
    [5, 20],
    [20, 5],
  ])("lists every call once where a page of %i is followed by pages of %i", async (first, then) => {
    const logs = await allLogs();
    const { page } = await enterOutbound();
    const { items, next } = await page.read<Page<CallSummary>>(`/v1/calls?limit=${first}`);
    const others = await walkList(page, "", { limit: then, cursor: next });
    expect(idsOf([...items, ...others])).toEqual(idsOf(logs));
  });

  it("lists the calls of the grant's agents and times alone", async () => {
    const logs = await allLogs();
    const [from, to] = [logs[20]?.timestamp ?? "", logs[4]?.timestamp ?? ""].map((time) =>
      new Date(time).toISOString(),
    );
    const { page } = await enterOutbound({ rows: { agents: ["2201"], ...(from && to ? { from, to } : {}) } });
    const inside = logs
      .slice(4)
      .filter(({ agent, timestamp }) => agent === 2201 && Date.parse(timestamp) >= Date.parse(from ?? ""));
    expect(idsOf(await walkList(page))).toEqual(idsOf(inside));
    const outside = logs.find(({ agent }) => agent === 2202);
    await expectProblem(await page.get(`/v1/calls/${outside?.id}`), "not_found");
  });

  it("opens no call of another project, although the key could", async () => {
    const [other] = await allLogs(1376);
    const { page } = await enterOutbound();
    for (const part of ["", "/messages", "/events", "/evaluation"])
      await expectProblem(await page.get(`/v1/calls/${other?.id}${part}`), "not_found");
    const query = `/v1/evaluations?${naming([String(other?.id)])}`;
    expect(await page.read(query)).toEqual({ items: [] });
    expect(await walkList(page, "&agent=2141")).toEqual([]);
  });

  it("takes an id that is no number of Cekura for none, without asking", async () => {
    const { page, asked } = await enterOutbound();
    for (const id of ["0", "007", "1e3", crypto.randomUUID()])
      await expectProblem(await page.get(`/v1/calls/${id}`), "not_found");
    expect(asked).toEqual([]);
  });

  it("filters by agent, verdict, duration and time, and refuses what it cannot filter by", async () => {
    const logs = await allLogs();
    const { page } = await enterOutbound();
    const [failed, byAgent] = await Promise.all([
      walkList(page, "&verdict=failed"),
      walkList(page, "&agent=2202"),
    ]);
    expect(idsOf(failed)).toEqual(idsOf(logs.filter(({ success }) => success === false)));
    expect(idsOf(byAgent)).toEqual(idsOf(logs.filter(({ agent }) => agent === 2202)));
    const long = await walkList(page, "&minDurationMs=120000");
    expect(long.length).toBeGreaterThan(0);
    expect(long.every(({ durationMs }) => (durationMs ?? 0) >= 120_000)).toBe(true);
    expect(await walkList(page, "&status=active")).toEqual([]);
    const { detail } = await expectProblem(await page.get("/v1/calls?q=hello"), "invalid_request");
    expect(detail).toContain("q");
  });

  it("asks Cekura for one agent's calls alone, once it knows that the agent is the project's", async () => {
    const { page, asked } = await enterOutbound();
    const listed = () =>
      asked
        .filter(({ pathname }) => pathname.endsWith("/call-logs/"))
        .map(({ searchParams }) => [searchParams.get("agent_id"), searchParams.get("project_id")]);
    await page.read("/v1/calls?agent=2201");
    expect(new Set(listed().map(String))).toEqual(new Set(["2201,"]));
    const before = asked.length;
    // An agent of another project, which the organization's key could list.
    expect(await page.read("/v1/calls?agent=2141")).toMatchObject({ items: [], next: null });
    expect(asked.length).toBe(before);
  });

  it("asks for the project's calls where the grant names several agents, or its agents cannot be listed", async () => {
    const rows = { agents: [...OUTBOUND_AGENTS, "2141"] };
    const several = await enterOutbound({ rows });
    const isList = ({ pathname }: URL) => pathname.endsWith("/aiagents/");
    const blind = await enterOutbound({
      instead: (url) => (isList(url) ? new Response(null, { status: 400 }) : undefined),
    });
    for (const [{ page, asked }, query] of [
      [several, ""],
      [blind, "?agent=2201"],
    ] as const) {
      await page.read(`/v1/calls${query}`);
      const lists = asked.filter(({ pathname }) => pathname.endsWith("/call-logs/"));
      expect(new Set(lists.map(({ searchParams }) => searchParams.get("project_id")))).toEqual(
        new Set([String(OUTBOUND_PROJECT)]),
      );
    }
  });

  it("walks the calls of one agent to the end, also where its agents cannot be listed on the way", async () => {
    const ofAgent = (await allLogs()).filter(({ agent }) => agent === 2202);
    let lists = 0;
    let nowMs = Date.now();
    const { page } = await enterOutbound({
      now: () => nowMs,
      instead(url) {
        if (!url.pathname.endsWith("/aiagents/")) return undefined;
        lists += 1;
        return lists > 1 ? new Response(null, { status: 400 }) : undefined;
      },
    });
    const ids: string[] = [];
    for (let cursor = ""; ; nowMs += 5000) {
      const proof = { claims: { iat: Math.floor(nowMs / 1000) } };
      const answer = await page.get(`/v1/calls?limit=5&agent=2202${cursor}`, { proof });
      const { items, next } = await answer.json<Page<CallSummary>>();
      ids.push(...idsOf(items));
      if (next === null) break;
      cursor = `&cursor=${next}`;
    }
    expect(ids).toEqual(idsOf(ofAgent));
  });

  it("lists nothing, without asking, for agents that are no numbers of Cekura", async () => {
    const { page, asked } = await enterOutbound({ rows: { agents: [crypto.randomUUID()] } });
    expect(await page.read("/v1/calls")).toMatchObject({ items: [], next: null });
    expect(asked).toEqual([]);
  });

  it("counts a list whose time fits into one window", async () => {
    const logs = await allLogs();
    const from = new Date(logs[9]?.timestamp ?? "").toISOString();
    const { page } = await enterOutbound();
    const { total } = await page.read<Page<CallSummary>>(`/v1/calls?limit=5&from=${from}`);
    expect(total).toBe(10);
    expect(await page.read("/v1/calls?limit=5")).not.toHaveProperty("total");
  });
});
