import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { startSimulator } from "@keyhole/simulator";
import { AGENT_ID, API_KEY, BASE_URL } from "../../test/sample.ts";
import { json, scriptedFetch } from "../../test/scripted-fetch.ts";
import { createUltravox } from "./index.ts";

const COUNTED = { totalCount: 9, errorCount: 1, duration: "1011.4s", joinedCount: 8, billedMinutes: 17.1 };
const DAY = { ...COUNTED, date: "2026-07-02" };
const HOUR = { ...DAY, hour: 23 };

async function countFrom(body: unknown) {
  const { fetch, requests } = scriptedFetch(json(body));
  const client = createUltravox({ apiKey: API_KEY, baseUrl: BASE_URL, fetch });
  const answer = await client.countCalls({
    agentIds: [AGENT_ID, AGENT_ID],
    fromDate: "2026-07-01T00:00:00Z",
    toDate: "2026-07-31T00:00:00Z",
  });
  return { answer, url: requests[0]?.url };
}

describe("countCalls", () => {
  it("returns calls, joined calls and duration by day and by hour of UTC", async () => {
    const { answer, url } = await countFrom({ allTime: COUNTED, daily: [DAY], hourly: [HOUR] });
    const row = { calls: 9, joined: 8, durationMs: 1_011_400 };
    assert.deepEqual(answer, {
      ok: true,
      value: {
        days: [{ ...row, startMs: Date.UTC(2026, 6, 2) }],
        hours: [{ ...row, startMs: Date.UTC(2026, 6, 2, 23) }],
      },
    });
    assert.equal(
      url?.href,
      `${BASE_URL}/accounts/me/usage/calls?agentIds=${AGENT_ID}&agentIds=${AGENT_ID}&fromDate=2026-07-01T00%3A00%3A00Z&toDate=2026-07-31T00%3A00%3A00Z`,
    );
  });

  it("returns a duration of null where it cannot be read", async () => {
    for (const duration of ["17 minutes", "-3s", null, 5]) {
      const { answer } = await countFrom({ daily: [{ ...DAY, duration }], hourly: [] });
      assert.equal(answer.ok && answer.value.days[0]?.durationMs, null, String(duration));
    }
  });

  it("refuses an answer with one row that cannot be counted", async () => {
    const wrong = [
      { daily: [DAY, { ...DAY, totalCount: -1 }], hourly: [] },
      { daily: [{ ...DAY, totalCount: 1.5 }], hourly: [] },
      { daily: [{ ...DAY, joinedCount: "8" }], hourly: [] },
      { daily: [{ ...DAY, date: "2026-02-30" }], hourly: [] },
      { daily: [{ ...DAY, date: "yesterday" }], hourly: [] },
      { daily: [DAY], hourly: [{ ...HOUR, hour: 24 }] },
      { daily: [DAY, null], hourly: [] },
      { daily: [DAY] },
      [],
    ];
    for (const body of wrong) {
      const { answer } = await countFrom(body);
      assert.deepEqual(answer, { ok: false, error: { kind: "invalid", reason: "schema" } });
    }
  });

  it("counts nothing of no agents, without asking", async () => {
    const { fetch, requests } = scriptedFetch(json({}));
    const client = createUltravox({ apiKey: API_KEY, baseUrl: BASE_URL, fetch });
    assert.deepEqual(await client.countCalls({ agentIds: [] }), { ok: true, value: { days: [], hours: [] } });
    assert.deepEqual(requests, []);
  });

  it("counts as many calls in the simulator as its list has", async (test) => {
    const simulator = await startSimulator({ port: 0, callCount: 200 });
    test.after(() => simulator.close());
    const client = createUltravox(simulator);
    const [counted, listed] = await Promise.all([
      client.countCalls({ fromDate: "2020-01-01T00:00:00Z" }),
      client.listCalls({ pageSize: 1 }),
    ]);
    assert.ok(counted.ok && listed.ok);
    assert.equal(
      counted.value.days.reduce((sum, { calls }) => sum + calls, 0),
      listed.value.total,
    );
  });
});
