import assert from "node:assert/strict";
import { test } from "node:test";
import { read, readAll, send, type WireCall } from "../../test/support/api-client.ts";
import { startForTests } from "../../test/support/fixture.ts";
import { BOOKING_AGENT_ID, RECEPTION_AGENT_ID } from "../calls/agents.ts";

interface Statistics {
  totalCount: number;
  errorCount: number;
  duration: string;
  joinedCount: number;
  billedMinutes: number;
}

interface Usage {
  allTime: Statistics;
  daily: (Statistics & { date: string })[];
  hourly: (Statistics & { date: string; hour: number })[];
}

const simulator = await startForTests();
const all = await readAll(simulator, "/calls?pageSize=100");
const usage = (query = "") => read<Usage>(simulator, `/accounts/me/usage/calls?${query}`);

function seconds({ joined, ended }: WireCall): number {
  return joined === null || ended === null ? 0 : (Date.parse(ended) - Date.parse(joined)) / 1000;
}

function assertCounts(rows: readonly Statistics[], calls: readonly WireCall[]): void {
  const sum = (of: (row: Statistics) => number) => rows.reduce((total, row) => total + of(row), 0);
  assert.ok(calls.length > 0);
  assert.equal(
    sum((row) => row.totalCount),
    calls.length,
  );
  assert.equal(
    sum((row) => row.joinedCount),
    calls.filter(({ joined }) => joined !== null).length,
  );
  const expected = calls.reduce((total, call) => total + seconds(call), 0);
  const counted = sum((row) => Number.parseFloat(row.duration));
  assert.ok(Math.abs(counted - expected) < calls.length, `${counted} s instead of ${expected} s`);
}

test("counts calls, joined calls and their duration by day, without empty days", async () => {
  const { daily, allTime } = await usage();
  assertCounts(daily, all);
  assertCounts([allTime], all);
  for (const { date, totalCount } of daily) {
    assert.equal(totalCount, all.filter(({ created }) => created.startsWith(date)).length, date);
    assert.ok(totalCount > 0);
  }
});

test("counts by hour of UTC within 32 days, and no hours beyond", async () => {
  const { hourly, daily } = await usage("fromDate=2026-06-20&toDate=2026-06-25");
  assertCounts(
    hourly,
    all.filter(({ created }) => created >= "2026-06-20" && created < "2026-06-26"),
  );
  assert.ok(hourly.every(({ hour }) => Number.isInteger(hour) && hour >= 0 && hour < 24));
  assert.ok(daily.length <= 6);
  assert.deepEqual((await usage("fromDate=2026-04-20&toDate=2026-06-25")).hourly, []);
  assert.deepEqual((await usage()).hourly, []);
});

test("takes the filters of calls; dates do not narrow allTime", async () => {
  const agents = `agentIds=${RECEPTION_AGENT_ID}&agentIds=${BOOKING_AGENT_ID}`;
  const query = `${agents}&metadata.tenant=tenant-a&durationMin=30s&search=invoice`;
  const matching = await readAll(simulator, `/calls?pageSize=100&${query}`);
  const { allTime, daily } = await usage(`${query}&fromDate=2026-06-01`);
  assertCounts([allTime], matching);
  assertCounts(
    daily,
    matching.filter(({ created }) => created >= "2026-06-01"),
  );
  assert.equal((await usage("agentIds=00000000-0000-4000-8000-000000000000")).allTime.totalCount, 0);
});

test("names each wrong filter, and ignores what lists alone have", async () => {
  const wrong = await send(simulator, "/accounts/me/usage/calls?fromDate=soon&agentIds=7");
  assert.equal(wrong.status, 400);
  assert.deepEqual(Object.keys((await wrong.json()) as object).sort(), ["agentIds", "fromDate"]);
  assert.equal((await usage("cursor=nonsense&pageSize=0&sort=age")).allTime.totalCount, all.length);
});
