import assert from "node:assert/strict";
import { test } from "node:test";
import { read, readAll } from "../../test/support/api-client.ts";
import { startForTests, TEST_NOW } from "../../test/support/fixture.ts";
import { readRecording } from "../../test/support/recordings.ts";
import { makeRows } from "./make-rows.ts";
import { SHOWCASE_CALL_IDS } from "./showcase.ts";

test("gives the same answers for the same seed and time", async () => {
  const [one, other] = [
    await startForTests({ seed: 7, callCount: 150 }),
    await startForTests({ seed: 7, callCount: 150 }),
  ];
  assert.deepEqual(await readAll(one, "/calls?pageSize=100"), await readAll(other, "/calls?pageSize=100"));
  assert.deepEqual(await readAll(one, "/agents"), await readAll(other, "/agents"));
  const call = { status: "waiting", created: "2026-07-01T00:00:00Z" } as const;
  assert.equal(one.addCall(call), other.addCall(call));
});

test("gives other calls for another seed, the showcase excepted", async () => {
  const ids = new Set(makeRows(1, 200, TEST_NOW).map((row) => row.callId));
  const others = makeRows(2, 200, TEST_NOW).filter((row) => ids.has(row.callId));
  assert.deepEqual(
    others.map((row) => row.callId),
    Object.values(SHOWCASE_CALL_IDS).toReversed(),
  );
});

test("gives the same messages, stages, events, tools and recordings for the same seed", async () => {
  const [one, other] = [
    await startForTests({ seed: 7, callCount: 150 }),
    await startForTests({ seed: 7, callCount: 150 }),
  ];
  const ended = [...one.calls()].filter((call) => call.status === "ended").slice(0, 20);
  let compared = 0;
  for (const { callId, recorded } of ended) {
    for (const part of ["messages?mode=in_call&", "messages?", "stages?", "events?minimum_severity=debug&"]) {
      const path = `/calls/${callId}/${part}pageSize=100`;
      assert.deepEqual(await readAll(one, path), await readAll(other, path));
    }
    assert.deepEqual(await read(one, `/calls/${callId}/tools`), await read(other, `/calls/${callId}/tools`));
    // A short recording shows as much as a long one.
    if (recorded === null || recorded.sizeBytes > 5_000_000) continue;
    compared += 1;
    const [first, second] = [await readRecording(one, callId), await readRecording(other, callId)];
    assert.ok(first.equals(second), callId);
  }
  assert.ok(compared > 3, `${compared} recordings`);
});

test("moves only the times for another now", () => {
  const hourMs = 3_600_000;
  const rows = makeRows(3, 200, TEST_NOW);
  const moved = makeRows(3, 200, TEST_NOW + hourMs);
  for (const [index, row] of rows.entries()) {
    assert.equal(moved[index]?.callId, row.callId);
    assert.equal(moved[index]?.createdMicros, row.createdMicros + hourMs * 1000);
    assert.deepEqual(moved[index]?.metadata, row.metadata);
  }
});

test("has ended calls in small data, and no calls for 0", async () => {
  for (const callCount of [0, 1, 5, 25]) {
    const simulator = await startForTests({ callCount });
    const page = await read(simulator, "/calls?pageSize=100");
    assert.equal(page.total, callCount);
    if (callCount > 0) assert.ok(page.results.some((call) => call.ended !== null));
  }
});

test("lists, finds and filters 100,000 calls, each with its own id", async (context) => {
  const startedMs = performance.now();
  const simulator = await startForTests({ callCount: 100_000 });
  context.diagnostic(`started in ${Math.round(performance.now() - startedMs)} ms`);
  const listedMs = performance.now();
  const page = await read(simulator, "/calls?pageSize=50&metadata.tenant=tenant-b");
  context.diagnostic(`listed in ${Math.round(performance.now() - listedMs)} ms`);
  assert.equal(page.results.length, 50);
  assert.ok(page.total > 25_000 && page.total < 35_000, `${page.total} of tenant-b`);
  assert.ok(page.results.every((call) => call.metadata.tenant === "tenant-b"));
  const everything = await read(simulator, "/calls?pageSize=1&sort=created");
  assert.equal(everything.total, 100_000);
  const [oldest] = everything.results;
  assert.deepEqual(await read(simulator, `/calls/${oldest?.callId}`), oldest);
  assert.equal(new Set(makeRows(1, 100_000, TEST_NOW).map((row) => row.callId)).size, 100_000);
});
