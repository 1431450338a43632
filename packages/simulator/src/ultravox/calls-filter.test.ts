import assert from "node:assert/strict";
import { test } from "node:test";
import { read, readAll, type WireCall, type WirePage } from "../../test/support/api-client.ts";
import { startForTests } from "../../test/support/fixture.ts";
import { BOOKING_AGENT_ID, RECEPTION_AGENT_ID } from "../calls/agents.ts";

const simulator = await startForTests();
const all = await readAll(simulator, "/calls?pageSize=100");

/** Asserts that a filter selects the rows that match a predicate, and neither none nor all rows. */
async function selects(query: string, matches: (call: WireCall) => boolean): Promise<void> {
  const expected = all.filter(matches);
  assert.ok(expected.length > 0, `the data has no call for ${query}`);
  assert.ok(expected.length < all.length, `every call matches ${query}`);
  const rows = await readAll(simulator, `/calls?pageSize=100&${query}`);
  assert.deepEqual(ids(rows), ids(expected));
  const page = await read<WirePage>(simulator, `/calls?pageSize=1&${query}`);
  assert.equal(page.total, expected.length);
}

function ids(calls: readonly WireCall[]): string[] {
  return calls.map((call) => call.callId);
}

function seconds(call: WireCall): number | null {
  if (call.joined === null || call.ended === null) return null;
  return (micros(call.ended) - micros(call.joined)) / 1e6;
}

function micros(time: string): number {
  return Date.parse(`${time.slice(0, 19)}Z`) * 1000 + Number(time.slice(20, 26));
}

test("agentIds takes one id, repeated ids, comma-joined ids and capitals", async () => {
  const isOneOf = (call: WireCall) =>
    call.agentId === RECEPTION_AGENT_ID || call.agentId === BOOKING_AGENT_ID;
  await selects(`agentIds=${BOOKING_AGENT_ID}`, (call) => call.agentId === BOOKING_AGENT_ID);
  await selects(`agentIds=${BOOKING_AGENT_ID.toUpperCase()}`, (call) => call.agentId === BOOKING_AGENT_ID);
  await selects(`agentIds=${RECEPTION_AGENT_ID}&agentIds=${BOOKING_AGENT_ID}`, isOneOf);
  await selects(`agentIds=${RECEPTION_AGENT_ID},${BOOKING_AGENT_ID}`, isOneOf);
});

test("agentIds selects no calls for an unknown agent", async () => {
  const page = await read<WirePage>(simulator, "/calls?agentIds=00000000-0000-4000-8000-000000000000");
  assert.deepEqual([page.results, page.total, page.next], [[], 0, null]);
});

test("voiceId selects the calls of one voice", async () => {
  const voice = "91fa9bcf-93c8-467c-8b29-973720e3f167";
  await selects(`voiceId=${voice}`, (call) => call.voice === voice);
});

test("fromDate and toDate include whole days for bare dates", async () => {
  await selects("fromDate=2026-06-20", (call) => call.created >= "2026-06-20");
  await selects("toDate=2026-06-20", (call) => call.created < "2026-06-21");
  await selects("fromDate=2026-06-20&toDate=2026-06-20", (call) => call.created.startsWith("2026-06-20"));
});

test("fromDate and toDate are inclusive to the microsecond for times", async () => {
  const [first, last] = [all[400], all[300]];
  assert.ok(first && last);
  await selects(
    `fromDate=${first.created}&toDate=${last.created}`,
    (call) => call.created >= first.created && call.created <= last.created,
  );
});

test("fromDate and toDate take offsets, and mean UTC without a zone", async () => {
  await selects("fromDate=2026-06-20T10:00:00%2B02:00", (call) => call.created >= "2026-06-20T08:00:00");
  await selects("fromDate=2026-06-20T10:00:00-0230", (call) => call.created >= "2026-06-20T12:30:00");
  await selects(
    "toDate=2026-06-20T10:00:00",
    (call) => micros(call.created) <= Date.UTC(2026, 5, 20, 10) * 1000,
  );
});

test("timeOfDayStart and timeOfDayEnd select by time on any date", async () => {
  await selects("timeOfDayStart=18:30:00", (call) => call.created.slice(11) >= "18:30:00");
  await selects("timeOfDayEnd=06:00:00", (call) => call.created.slice(11) < "06:00:00.000001");
  await selects(
    "timeOfDayStart=09:00:00&timeOfDayEnd=17:00:00&fromDate=2026-06-01",
    ({ created }) =>
      created >= "2026-06-01" && created.slice(11) >= "09:00:00" && created.slice(11) < "17:00:00.000001",
  );
});

test("durationMin and durationMax leave out calls without a duration", async () => {
  await selects("durationMin=300s", (call) => (seconds(call) ?? -1) >= 300);
  await selects("durationMax=12.5s", (call) => (seconds(call) ?? 1e9) <= 12.5);
  await selects("durationMin=0s", (call) => seconds(call) !== null);
  const call = all.find((row) => (seconds(row) ?? 0) > 60) ?? assert.fail("no long call");
  const exact = `${seconds(call)?.toFixed(6)}s`;
  const rows = await readAll(simulator, `/calls?durationMin=${exact}&durationMax=${exact}`);
  assert.ok(ids(rows).includes(call.callId), "both ends are inclusive");
});

test("metadata.KEY=value is exact, case-sensitive and ANDed", async () => {
  await selects("metadata.tenant=tenant-a", (call) => call.metadata.tenant === "tenant-a");
  await selects(
    "metadata.tenant=tenant-b&metadata.campaign=R%C3%BCckruf-Aktion",
    ({ metadata }) => metadata.tenant === "tenant-b" && metadata.campaign === "Rückruf-Aktion",
  );
  const nobody = [
    "metadata.tenant=Tenant-A",
    "metadata.tenant=tenant-",
    "metadata.Tenant=tenant-a",
    "metadata.tenant=tenant-a&metadata.tenant=tenant-b",
    "metadata.tenant=",
    "metadata.constructor=Object",
  ];
  for (const query of nobody) {
    const page = await read<WirePage>(simulator, `/calls?${query}`);
    assert.equal(page.total, 0, query);
  }
});

test("search matches every word in summaries and agent name, in any case", async () => {
  const text = (call: WireCall) =>
    [call.summary, call.shortSummary, call.agent?.name].join("\n").toLowerCase();
  await selects("search=INVOICE", (call) => text(call).includes("invoice"));
  await selects("search=%E4%BA%88%E7%B4%84", (call) => text(call).includes("予約"));
  await selects("search=cleaning%20hart", (call) => {
    return text(call).includes("cleaning") && text(call).includes("hart");
  });
  await selects("search=northside", (call) => text(call).includes("northside"));
});

test("ANDs all filters", async () => {
  await selects(
    `agentIds=${RECEPTION_AGENT_ID}&metadata.tenant=tenant-a&fromDate=2026-05-01&durationMin=60s`,
    (call) =>
      call.agentId === RECEPTION_AGENT_ID &&
      call.metadata.tenant === "tenant-a" &&
      call.created >= "2026-05-01" &&
      (seconds(call) ?? 0) >= 60,
  );
});

test("ignores unknown and empty parameters", async () => {
  const page = await read<WirePage>(simulator, "/calls?status=ended&agentIds=&fromDate=&pageSize=");
  assert.equal(page.total, all.length);
});

test("sort orders calls newest first by default, oldest first on request", async () => {
  const newest = await readAll(simulator, "/calls?pageSize=100&sort=-created");
  const oldest = await readAll(simulator, "/calls?pageSize=100&sort=created");
  assert.deepEqual(ids(newest), ids(all));
  assert.deepEqual(ids(oldest), ids(all).toReversed());
  const times = oldest.map((call) => call.created);
  assert.deepEqual(times, times.toSorted());
});
