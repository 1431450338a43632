import type { Stats } from "@keyhole/contract";
import { describe, expect, it } from "vitest";
import {
  askCekura,
  type EvaluatedSetting,
  enterEvaluated,
  PROJECT_QUERY,
  type RawLog,
} from "../support/evaluated.ts";
import { json } from "../support/fake-upstream.ts";
import { allLogs, enterOutbound, OUTBOUND_AGENTS } from "../support/outbound.ts";

const DAY_MS = 86_400_000;
const startOf = (days: number) =>
  new Date(Math.floor(Date.now() / DAY_MS) * DAY_MS - days * DAY_MS).toISOString();
const since = (days: number) => `/v1/stats?from=${startOf(days)}`;

const read = async (setting: EvaluatedSetting, path = since(30)) => {
  const { page, asked } = await enterEvaluated(setting);
  return { stats: await page.read<Stats>(path), asked };
};

/** Every call log of the project in a range of time. */
async function logsIn({ from, to }: { from: string; to: string }): Promise<RawLog[]> {
  const logs: RawLog[] = [];
  for (let page = 1; ; page += 1) {
    const query = `${PROJECT_QUERY}&timestamp_from=${from}&timestamp_to=${to}&page_size=100&page=${page}`;
    const path = `/observability/v2/call-logs/?${query}`;
    const { results, next } = await askCekura<{ results: RawLog[]; next: string | null }>(path);
    logs.push(...results);
    if (next === null) return logs;
  }
}

/** Ranges have to follow each other, and to cover what was asked for. */
function expectCovering({ verdicts, from, to }: Stats): void {
  const ranges = verdicts ?? [];
  expect([ranges[0]?.from, ranges.at(-1)?.to]).toEqual([from, to]);
  for (const [index, range] of ranges.slice(1).entries()) {
    expect(Date.parse(range.from)).toBe(Date.parse(ranges[index]?.to ?? "") + 1);
  }
}

describe("verdicts in statistics", () => {
  it.each([6, 30, 90])(
    "are those of the project's call logs over %i days, in at most six ranges",
    async (days) => {
      const { stats, asked } = await read({}, since(days));
      expectCovering(stats);
      const verdicts = stats.verdicts ?? [];
      // The newest calls are evaluated while the test runs.
      for (const range of verdicts.slice(0, -1)) {
        const logs = await logsIn(range);
        expect(range.succeeded).toBe(logs.filter(({ success }) => success === true).length);
        expect(range.failed).toBe(logs.filter(({ success }) => success === false).length);
        expect(range.failed).toBeGreaterThan(0);
      }
      expect(verdicts.length).toBeLessThanOrEqual(6);
      expect(asked).toHaveLength(2 * verdicts.length);
      expect(asked.every(({ searchParams }) => searchParams.get("page_size") === "1")).toBe(true);
    },
  );

  const NONE: [string, EvaluatedSetting, string][] = [
    ["without evaluations:read", { scopes: ["calls:read"] }, ""],
    ["of a site without a project", { site: { cekura: undefined } }, ""],
    ["of rows by agent", { rows: { agents: ["0b6f8d0e-2c53-4d4e-9a57-6f0b8f5c1a11"] } }, ""],
    ["of rows by time", { rows: { from: "2020-01-01T00:00:00Z" } }, ""],
    ["of rows by metadata", { rows: { metadata: { tenant: "tenant-a" } } }, ""],
    ["of a site that names agents", { site: { agents: ["0b6f8d0e-2c53-4d4e-9a57-6f0b8f5c1a11"] } }, ""],
    ["of one agent", {}, "&agent=0b6f8d0e-2c53-4d4e-9a57-6f0b8f5c1a11"],
  ];
  it.each(NONE)("are null, without a request to Cekura, %s", async (_, setting, query) => {
    const { stats, asked } = await read(setting, `${since(30)}${query}`);
    expect(stats.verdicts).toBeNull();
    expect(asked).toEqual([]);
  });

  it("are null where Cekura fails, and calls are counted all the same", async () => {
    const { stats } = await read({ instead: () => json({}, 503, { "Retry-After": "60" }) });
    expect(stats.verdicts).toBeNull();
    expect(stats.items?.length).toBeGreaterThan(4);
  });

  const LIES: [string, (url: URL) => object][] = [
    ["does not narrow by time", () => ({ ...LOG, timestamp: "2020-01-01T00:00:00Z" })],
    ["does not narrow by success", () => ({ ...LOG, success: null })],
    ["lists no row of those that it counts", () => ({})],
  ];
  const LOG = { id: 7, timestamp: new Date().toISOString(), success: true, metrics: [] };
  it.each(LIES)("are null where Cekura %s", async (_, row) => {
    const instead = (url: URL) => json({ count: 4711, next: null, results: [row(url)] });
    const { stats } = await read({ instead });
    expect(stats.verdicts).toBeNull();
  });
});

describe("statistics of a site whose source is cekura", () => {
  it("count calls and verdicts in a few ranges, without minutes", async () => {
    const logs = (await allLogs()).filter(({ timestamp }) => timestamp >= startOf(30));
    const { page, asked } = await enterOutbound();
    const stats = await page.read<Stats>(since(30));
    expectCovering(stats);
    expect(stats.items?.map(({ from, to }) => [from, to])).toEqual(
      stats.verdicts?.map(({ from, to }) => [from, to]),
    );
    expect(stats.items?.reduce((sum, { calls }) => sum + calls, 0)).toBe(logs.length);
    expect(stats.items?.every(({ joined, durationMs }) => joined === null && durationMs === null)).toBe(true);
    expect(stats.verdicts?.reduce((sum, { failed }) => sum + failed, 0)).toBe(
      logs.filter(({ success }) => success === false).length,
    );
    const before = asked.length;
    await page.read<Stats>(since(30));
    expect(asked).toHaveLength(before);
  });

  it("count one agent of the project, and none of another", async () => {
    const logs = (await allLogs()).filter(({ timestamp }) => timestamp >= startOf(30));
    const [agent = ""] = OUTBOUND_AGENTS;
    const { page } = await enterOutbound();
    const stats = await page.read<Stats>(`${since(30)}&agent=${agent}`);
    expect(stats.items?.reduce((sum, { calls }) => sum + calls, 0)).toBe(
      logs.filter((log) => String(log.agent) === agent).length,
    );
    expect(await page.read(`${since(30)}&agent=2141`)).toMatchObject({ items: [], verdicts: [] });
  });

  it("are null for rows that Cekura cannot count", async () => {
    for (const rows of [{ agents: OUTBOUND_AGENTS }, { from: "2020-01-01T00:00:00Z" }]) {
      const { page } = await enterOutbound({ rows });
      expect(await page.read(since(30))).toMatchObject({ items: null, verdicts: null });
    }
  });
});
