import assert from "node:assert/strict";
import { test } from "node:test";
import { read, readAll, send, type WireCall, type WirePage } from "../../test/support/api-client.ts";
import { startForTests } from "../../test/support/fixture.ts";

interface WireTombstone {
  callId: string;
  created: string;
  deletionTime: string;
  joined: string | null;
  ended: string | null;
  endReason: string | null;
  hadSummary: boolean;
  recordingEnabled: boolean;
}

const simulator = await startForTests({ callCount: 100 });
const list = (query = "") => readAll<WireTombstone>(simulator, `/deleted_calls?pageSize=4${query}`);

test("lists calls deleted earlier, newest first, none of them in the data", async () => {
  const rows = await list();
  assert.ok(rows.length > 10);
  const times = rows.map((row) => row.created);
  assert.deepEqual(times, times.toSorted().toReversed());
  for (const row of rows) {
    assert.ok(row.deletionTime >= (row.ended ?? row.created));
    assert.equal((await send(simulator, `/calls/${row.callId}`)).status, 404);
    assert.deepEqual(await read(simulator, `/deleted_calls/${row.callId}`), row);
  }
});

test("DELETE removes a call with all its parts and leaves a tombstone", async () => {
  const calls = await readAll(simulator, "/calls?pageSize=100");
  const call = calls.find((row) => row.summary !== null) ?? assert.fail("no call has a summary");
  const before = await list();
  const path = `/calls/${call.callId}`;
  const response = await send(simulator, path, { method: "DELETE" });
  assert.equal(response.status, 204);
  assert.equal(response.headers.get("Content-Length"), null);
  for (const part of ["", "/messages", "/stages", "/events", "/tools", "/recording"]) {
    assert.equal((await send(simulator, `${path}${part}`)).status, 404, part);
  }
  assert.equal((await send(simulator, path, { method: "DELETE" })).status, 404);
  assert.equal((await read<WirePage>(simulator, "/calls?pageSize=1")).total, calls.length - 1);
  const tombstone = await read<WireTombstone>(simulator, `/deleted_calls/${call.callId}`);
  assert.equal(tombstone.hadSummary, true);
  for (const field of ["created", "joined", "ended", "endReason"] as const) {
    assert.equal(tombstone[field], call[field]);
  }
  // The vendor's tombstones have no metadata.
  assert.equal("metadata" in tombstone, false);
  const after = await list();
  assert.equal(after.length, before.length + 1);
  assert.ok(after.some((row) => row.callId === call.callId));
});

test("takes the filters of GET /api/calls, also for calls deleted later", async () => {
  const callId = simulator.addCall({
    metadata: { tenant: "of-the-deleted" },
    created: "2026-06-15T10:00:00Z",
  });
  await send(simulator, `/calls/${callId}`, { method: "DELETE" });
  for (const query of [
    "&metadata.tenant=of-the-deleted",
    "&fromDate=2026-06-15T10:00:00Z&toDate=2026-06-15T10:00:00Z",
  ]) {
    assert.deepEqual(
      (await list(query)).map((row) => row.callId),
      [callId],
    );
  }
  assert.deepEqual(await list("&metadata.tenant=nobody"), []);
  assert.equal((await send(simulator, "/deleted_calls?durationMin=5")).status, 400);
});

test("gives an added call a new id after a deletion", async () => {
  const first = simulator.addCall({});
  await send(simulator, `/calls/${first}`, { method: "DELETE" });
  const second = simulator.addCall({});
  assert.notEqual(second, first);
  assert.equal((await read<WireCall>(simulator, `/calls/${second}`)).callId, second);
});

test("answers 404 for a call that was never deleted", async () => {
  const [call] = (await read(simulator, "/calls?pageSize=1")).results;
  for (const id of [call?.callId, "abc", "00000000-0000-4000-8000-000000000000"]) {
    const response = await send(simulator, `/deleted_calls/${id}`);
    assert.equal(response.status, 404);
    assert.deepEqual(await response.json(), { detail: "No CallTombstone matches the given query." });
  }
});

test("405 names the methods of the path", async () => {
  const [call] = (await read(simulator, "/calls?pageSize=1")).results;
  for (const [path, method, allowed] of [
    [`/calls/${call?.callId}`, "PATCH", "GET, DELETE, HEAD"],
    [`/calls/${call?.callId}/messages`, "DELETE", "GET, HEAD"],
    ["/calls", "DELETE", "GET, POST, HEAD"],
    ["/deleted_calls", "POST", "GET, HEAD"],
  ] as const) {
    const response = await send(simulator, path, { method });
    assert.equal(response.status, 405, path);
    assert.equal(response.headers.get("Allow"), allowed);
  }
});

test("lists no deleted calls under the scenario without calls", async () => {
  const empty = await startForTests({ callCount: 30, scenario: "empty" });
  assert.equal((await read<WirePage>(empty, "/deleted_calls")).total, 0);
  const [tombstone] = await list();
  assert.equal((await send(empty, `/deleted_calls/${tombstone?.callId}`)).status, 404);
});
