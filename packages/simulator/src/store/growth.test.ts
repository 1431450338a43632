import assert from "node:assert/strict";
import { test } from "node:test";
import { readAll, type WireMessage } from "../../test/support/api-client.ts";
import { FakeClock } from "../../test/support/fake-clock.ts";
import { startForTests, TEST_NOW } from "../../test/support/fixture.ts";
import { isActive } from "../calls/call-row.ts";
import { makeRows } from "../calls/make-rows.ts";
import { makeAddedTurn } from "../transcript/added-turn.ts";
import { CallStore } from "./call-store.ts";

const NOW_MICROS = TEST_NOW * 1000;
const SECOND = 1_000_000;

function activeCall() {
  const rows = makeRows(1, 100, TEST_NOW);
  const row = rows.find(isActive) ?? assert.fail("no call is active");
  return { store: new CallStore(rows), row, joined: row.joinedMicros ?? 0 };
}

test("adds messages to an active call one by one, and never removes or changes one", () => {
  const { store, row, joined } = activeCall();
  let before: readonly object[] = store.visible(row, joined).turns;
  assert.equal(before.length, 0);
  const sizes = new Set<number>();
  for (let seconds = 1; seconds <= 600; seconds += 1) {
    const { turns } = store.visible(row, joined + seconds * SECOND);
    assert.deepEqual(turns.slice(0, before.length), before);
    assert.ok(turns.length - before.length <= 3, "not many at once");
    sizes.add(turns.length);
    before = turns;
  }
  assert.ok(sizes.size > 60, `${sizes.size} sizes in ten minutes`);
});

test("gives an active call at most 400 messages, however long it runs", () => {
  const { store, row, joined } = activeCall();
  assert.equal(store.visible(row, joined + 7200 * SECOND).turns.length, 400);
});

test("shows a stage and its events when they begin", () => {
  const { store, row, joined } = activeCall();
  const at = (seconds: number) => joined + seconds * SECOND;
  assert.equal(store.visible(row, at(1)).stages.length, 1);
  assert.equal(
    store.events(row, at(10)).some((event) => event.atMs > 10_000),
    false,
  );
  assert.ok(store.events(row, at(300)).length > store.events(row, at(30)).length);
});

test("gives an added message the stage's next index, and puts later ones behind it", () => {
  const { store, row } = activeCall();
  const before = store.visible(row, NOW_MICROS).turns;
  const elapsedMs = (NOW_MICROS - (row.joinedMicros ?? 0)) / 1000;
  store.addTurn(row, makeAddedTurn({ role: "user", text: "ADDED" }, elapsedMs, 0));
  const { turns } = store.visible(row, NOW_MICROS);
  assert.deepEqual(turns.slice(0, -1), before);
  const added = turns.at(-1);
  assert.equal(added?.text, "ADDED");
  assert.equal(added.index, (before.at(-1)?.index ?? -1) + 1);
  const later = store.visible(row, NOW_MICROS + 60 * SECOND).turns;
  assert.deepEqual(later.slice(0, turns.length), turns);
  assert.ok(later.length > turns.length);
  const indexes = later.filter((turn) => turn.stage === added.stage).map((turn) => turn.index);
  assert.deepEqual(
    indexes,
    indexes.toSorted((one, other) => one - other),
  );
  assert.equal(new Set(indexes).size, indexes.length);
});

test("answers more messages of an active call as time passes and messages are added", async () => {
  const clock = new FakeClock();
  const simulator = await startForTests({ callCount: 0 }, clock);
  const callId = simulator.addCall({ status: "active", created: new Date(TEST_NOW - 30_000).toISOString() });
  const list = () => readAll<WireMessage>(simulator, `/calls/${callId}/messages?mode=in_call&pageSize=100`);
  const first = await list();
  assert.ok(first.length > 0);
  simulator.addMessage(callId, { role: "agent", text: "ADDED <b>", medium: "text" });
  const second = await list();
  const added = second.find((message) => message.text === "ADDED <b>");
  assert.equal(added?.medium, "MESSAGE_MEDIUM_TEXT");
  assert.equal(added.role, "MESSAGE_ROLE_AGENT");
  assert.ok(added.timespan);
  clock.advance(30_000);
  const third = await list();
  assert.deepEqual(third.slice(0, second.length), second);
  assert.ok(third.length > second.length);
});

test("keeps what was said in a call that a test ends, and then its recording", async () => {
  const simulator = await startForTests({ callCount: 0 });
  const callId = simulator.addCall({ status: "active", created: new Date(TEST_NOW - 120_000).toISOString() });
  const before = simulator.describeCall(callId);
  assert.equal(before.status, "active");
  simulator.endCall(callId);
  const after = simulator.describeCall(callId);
  assert.deepEqual([after.status, after.recording], ["ended", "pending"]);
  assert.equal(after.messages, before.messages);
  simulator.addMessage(callId, { role: "user", text: "After the end." });
  assert.equal(simulator.describeCall(callId).messages, after.messages + 1);
  assert.throws(() => simulator.endCall(callId), /^TypeError: callId: this call does not run/);
});
