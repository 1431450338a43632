import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import {
  BOOKING_AGENT_ID,
  RECEPTION_AGENT_ID,
  SECRET_PREFIX,
  type Simulator,
  startSimulator,
  TENANTS,
} from "@keyhole/simulator";
import { type CallsQuery, createUltravox, type Ultravox, type UltravoxCall } from "./index.ts";

const NOBODY = "00000000-0000-4000-8000-000000000000";
const NOT_FOUND = { ok: false, error: { kind: "not_found" } };

let simulator: Simulator;
let client: Ultravox;
let everything: UltravoxCall[];

before(async () => {
  simulator = await startSimulator({ port: 0, callCount: 400, requestsPerSecond: 100_000 });
  client = createUltravox(simulator);
  everything = await walk({ pageSize: 100 });
});
after(() => simulator.close());

/** All calls that match, page by page. */
async function walk(query: CallsQuery): Promise<UltravoxCall[]> {
  const calls: UltravoxCall[] = [];
  let cursor: string | null = null;
  do {
    const page = await client.listCalls(cursor === null ? query : { ...query, cursor });
    assert.ok(page.ok);
    assert.equal(page.value.skipped, 0);
    assert.ok(page.value.items.length <= query.pageSize);
    calls.push(...page.value.items);
    cursor = page.value.cursor;
  } while (cursor !== null);
  return calls;
}

describe("createUltravox against the simulator", () => {
  it("lists every call once, newest first, page by page", async () => {
    const calls = await walk({ pageSize: 7 });
    assert.equal(calls.length, simulator.state().calls);
    assert.equal(new Set(calls.map(({ callId }) => callId)).size, calls.length);
    const times = calls.map(({ created }) => created);
    assert.deepEqual(times, times.toSorted().reverse());
  });

  it("returns the total of all pages", async () => {
    const page = await client.listCalls({ pageSize: 3 });
    assert.ok(page.ok);
    assert.equal(page.value.items.length, 3);
    assert.equal(page.value.total, simulator.state().calls);
  });

  const durationMs = ({ joined, ended }: UltravoxCall) =>
    joined === null || ended === null ? Number.NaN : Date.parse(ended) - Date.parse(joined);
  const DAYS_30_AGO = new Date(Date.now() - 30 * 24 * 3_600_000).toISOString();
  const DAYS_10_AGO = new Date(Date.now() - 10 * 24 * 3_600_000).toISOString();

  const FILTERS: [name: string, query: Partial<CallsQuery>, matches: (call: UltravoxCall) => boolean][] = [
    ["one agent", { agentIds: [BOOKING_AGENT_ID] }, ({ agentId }) => agentId === BOOKING_AGENT_ID],
    [
      "two agents",
      { agentIds: [BOOKING_AGENT_ID, RECEPTION_AGENT_ID] },
      ({ agentId }) => agentId === BOOKING_AGENT_ID || agentId === RECEPTION_AGENT_ID,
    ],
    ["metadata", { metadata: { tenant: TENANTS[1] } }, ({ metadata }) => metadata.tenant === TENANTS[1]],
    [
      "two metadata keys, one of them not ASCII",
      { metadata: { tenant: TENANTS[0], campaign: "Rückruf-Aktion" } },
      ({ metadata }) => metadata.tenant === TENANTS[0] && metadata.campaign === "Rückruf-Aktion",
    ],
    ["from", { fromDate: DAYS_30_AGO }, ({ created }) => created >= DAYS_30_AGO],
    ["to", { toDate: DAYS_30_AGO }, ({ created }) => created <= DAYS_30_AGO],
    [
      "from and to",
      { fromDate: DAYS_30_AGO, toDate: DAYS_10_AGO },
      ({ created }) => created >= DAYS_30_AGO && created <= DAYS_10_AGO,
    ],
    ["shortest", { durationMinMs: 120_500 }, (call) => durationMs(call) >= 120_500],
    ["longest", { durationMaxMs: 120_500 }, (call) => durationMs(call) <= 120_500],
    [
      "search",
      { search: "book" },
      ({ summary, shortSummary, agent }) =>
        `${summary}\n${shortSummary}\n${agent?.name}`.toLowerCase().includes("book"),
    ],
    [
      "all at once",
      {
        agentIds: [BOOKING_AGENT_ID],
        metadata: { tenant: TENANTS[0] },
        toDate: DAYS_10_AGO,
        durationMinMs: 1,
      },
      (call) =>
        call.agentId === BOOKING_AGENT_ID &&
        call.metadata.tenant === TENANTS[0] &&
        call.created <= DAYS_10_AGO &&
        durationMs(call) >= 1,
    ],
  ];

  for (const [name, query, matches] of FILTERS) {
    it(`lists only matching calls when filtered by ${name}`, async () => {
      const found = await walk({ pageSize: 100, ...query });
      const expected = everything.filter(matches);
      assert.deepEqual(
        found.map(({ callId }) => callId),
        expected.map(({ callId }) => callId),
      );
      assert.ok(found.length > 0 && found.length < everything.length, `${found.length} found`);
    });
  }

  it("meets every end reason, medium and status in the simulator's data", () => {
    const distinct = (values: unknown[]) => new Set(values).size;
    assert.equal(distinct(everything.map(({ endReason }) => endReason)), 7, "six and null");
    assert.equal(distinct(everything.map(({ medium }) => medium)), 8, "seven and null");
    assert.ok(everything.some(({ joined, ended }) => joined !== null && ended === null));
    assert.ok(everything.some(({ agent }) => agent === null));
    assert.ok(everything.every(({ joinTimeoutMs, maxDurationMs }) => joinTimeoutMs && maxDurationMs));
  });

  it("returns the same call from getCall as from listCalls", async () => {
    for (const call of everything.slice(0, 20)) {
      assert.deepEqual(await client.getCall(call.callId), { ok: true, value: call });
    }
  });

  it("returns not_found for a call that does not exist", async () => {
    assert.deepEqual(await client.getCall(NOBODY), NOT_FOUND);
    assert.deepEqual(await client.countStages(NOBODY), NOT_FOUND);
  });

  it("reads the account of a key, with its plan", async () => {
    assert.deepEqual(await client.getAccount(), { ok: true, value: { plan: "pro", callsAtOnce: null } });
    const stranger = createUltravox({ ...simulator, apiKey: "aaaaaaaa.bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb" });
    assert.deepEqual(await stranger.getAccount(), {
      ok: false,
      error: { kind: "key_rejected", status: 401 },
    });
  });

  it("lists all agents, in one page or several", async () => {
    const all = await client.listAgents({});
    assert.ok(all.ok);
    assert.equal(all.value.items.length, 5);
    const first = await client.listAgents({ pageSize: 3 });
    assert.ok(first.ok && first.value.cursor !== null);
    const second = await client.listAgents({ pageSize: 3, cursor: first.value.cursor });
    assert.ok(second.ok && second.value.cursor === null);
    assert.deepEqual([...first.value.items, ...second.value.items], all.value.items);
  });

  it("returns none of the data's secrets", async () => {
    const raw = await fetch(`${simulator.baseUrl}/calls?pageSize=100`, {
      headers: { "X-API-Key": simulator.apiKey },
    });
    assert.ok((await raw.text()).includes(SECRET_PREFIX), "the upstream should send secrets");
    const parsed = JSON.stringify([
      everything,
      await client.listAgents({}),
      await client.getCall(String(everything[0]?.callId)),
    ]);
    assert.equal(parsed.includes(SECRET_PREFIX), false);
    let searched = 0;
    for (const { value, field } of simulator.secrets()) {
      searched += 1;
      assert.equal(parsed.includes(value), false, field);
    }
    assert.ok(searched > everything.length, `${searched} secrets`);
  });

  it("returns key_rejected for another key", async () => {
    const stranger = createUltravox({ baseUrl: simulator.baseUrl, apiKey: "SIMULATR.NotTheKeyThatOpensIt" });
    const error = { kind: "key_rejected", status: 401 };
    assert.deepEqual(await stranger.listCalls({ pageSize: 5 }), { ok: false, error });
    assert.deepEqual(await stranger.listAgents({}), { ok: false, error });
  });
});
