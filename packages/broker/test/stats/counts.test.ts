import type { Stats } from "@keyhole/contract";
import { describe, expect, it } from "vitest";
import { enterAs, type MemberSetting } from "../support/enter-as.ts";
import { json } from "../support/fake-upstream.ts";
import type { RawCall } from "../support/raw-call.ts";
import { simulatedCalls, simulatorEnv } from "../support/simulated.ts";

const DAY_MS = 86_400_000;
const startOf = (days: number) =>
  new Date(Math.floor(Date.now() / DAY_MS) * DAY_MS - days * DAY_MS).toISOString();

const enter = (setting: MemberSetting = {}) => enterAs(null, { ...setting, env: simulatorEnv() });
const counted = ({ items }: Stats) => (items ?? []).reduce((sum, { calls }) => sum + calls, 0);

/** The start of the day or the hour of UTC that a time is in. */
const startIn = (time: string, characters: number) =>
  `${time.slice(0, characters)}${"T00:00:00.000Z".slice(characters - 10)}`;

/** What has to be counted, from the list of who has the key. */
function expected(calls: readonly RawCall[], characters: number) {
  const counts = new Map<string, { calls: number; joined: number; durationMs: number }>();
  for (const call of calls) {
    const start = startIn(call.created, characters);
    const count = counts.get(start) ?? { calls: 0, joined: 0, durationMs: 0 };
    const [joined, ended] = [call.joined, call.ended].map((time) => (time ? Date.parse(String(time)) : null));
    count.calls += 1;
    if (joined != null) count.joined += 1;
    if (joined != null && ended != null) count.durationMs += ended - joined;
    counts.set(start, count);
  }
  return new Map([...counts].sort());
}

describe.each([
  ["day", 10, 30],
  ["hour", 13, 6],
] as const)("GET /v1/stats by %s", (by, characters, days) => {
  it("counts the calls, the joined calls and the minutes of the list", async () => {
    const from = startOf(days);
    const page = await enter();
    const stats = await page.read<Stats>(`/v1/stats?by=${by}&from=${from}`);
    const counts = expected(await simulatedCalls({ fromDate: from }), characters);
    const items = stats.items ?? [];
    expect(items.length).toBeGreaterThan(4);
    expect(items.map((item) => item.from)).toEqual([...counts.keys()]);
    for (const item of items) {
      const count = counts.get(item.from);
      expect([item.calls, item.joined]).toEqual([count?.calls, count?.joined]);
      // The list rounds each time to a millisecond, and the vendor each sum.
      expect(Math.abs((item.durationMs ?? 0) - (count?.durationMs ?? 0))).toBeLessThan(item.calls * 2 + 2);
      const lengthMs = Date.parse(item.to) + 1 - Date.parse(item.from);
      expect(lengthMs).toBe(by === "day" ? DAY_MS : DAY_MS / 24);
    }
  });
});

describe("GET /v1/stats", () => {
  it("counts the last 30 days by day where nothing else is asked for", async () => {
    const stats = await (await enter()).read<Stats>("/v1/stats");
    expect(stats.from).toBe(startOf(29));
    expect(Date.parse(stats.to)).toBe(Date.parse(startOf(-1)) - 1);
    expect(counted(stats)).toBe((await simulatedCalls({ fromDate: startOf(29) })).length);
  });

  it("cuts the first and the last range at the times that were asked for", async () => {
    const [from, to] = [
      startOf(8).replace("T00:00", "T22:00"),
      startOf(2).replace("T00:00:00.000", "T21:59:59.999"),
    ];
    const stats = await (await enter()).read<Stats>(`/v1/stats?from=${from}&to=${to}`);
    const toDate = to.replace("Z", "999Z");
    expect(counted(stats)).toBe((await simulatedCalls({ fromDate: from, toDate })).length);
    expect([stats.from, stats.to]).toEqual([from, to]);
    expect(stats.items?.at(-1)?.to).toBe(to);
  });

  it("counts the agent that was asked for, the grant's and the site's agents, and none outside", async () => {
    const calls = await simulatedCalls({ fromDate: startOf(60) });
    const [one = "", other = ""] = [...new Set(calls.flatMap(({ agentId }) => agentId ?? []))];
    const ofAgents = (...ids: string[]) => calls.filter(({ agentId }) => ids.includes(agentId ?? "")).length;
    const count = async (setting: MemberSetting, query = "") =>
      counted(await (await enter(setting)).read<Stats>(`/v1/stats?from=${startOf(60)}${query}`));
    expect(await count({}, `&agent=${one}`)).toBe(ofAgents(one));
    expect(await count({ rows: { agents: [one] } })).toBe(ofAgents(one));
    expect(await count({ rows: { agents: [one, other] } })).toBe(ofAgents(one, other));
    expect(await count({ site: { agents: [other] } })).toBe(ofAgents(other));
    expect(await count({ rows: { agents: [one] } }, `&agent=${other}`)).toBe(0);
    expect(await count({ rows: { agents: [] } })).toBe(0);
    expect(ofAgents(one)).toBeGreaterThan(0);
    expect(ofAgents(one)).toBeLessThan(calls.length);
  });

  it("answers with days where the vendor has no hours", async () => {
    const stats = await (await enter()).read<Stats>(`/v1/stats?by=hour&from=${startOf(80)}`);
    expect(stats.items?.length).toBeGreaterThan(40);
    expect(stats.items?.every(({ from }) => from.endsWith("T00:00:00.000Z"))).toBe(true);
  });

  it("never uses a figure of the account as a whole", async () => {
    const whole = { totalCount: 4_711, errorCount: 0, duration: "1s", joinedCount: 4_711, billedMinutes: 1 };
    const page = await enterAs(async () => json({ allTime: whole, daily: [], hourly: [] }));
    const answer = await page.get("/v1/stats");
    expect(await answer.text()).not.toContain("4711");
  });
});
