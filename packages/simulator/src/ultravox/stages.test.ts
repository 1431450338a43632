import assert from "node:assert/strict";
import { test } from "node:test";
import {
  read,
  readAll,
  send,
  type WireCall,
  type WireMessage,
  type WirePage,
} from "../../test/support/api-client.ts";
import { startForTests } from "../../test/support/fixture.ts";
import { SHOWCASE_CALL_IDS } from "../calls/showcase.ts";

interface WireStage {
  callId: string;
  callStageId: string;
  created: string;
  systemPrompt: string | null;
  errorCount: number;
}

const simulator = await startForTests();
const staged = [...simulator.calls()].filter((call) => call.stages > 1).slice(0, 25);

const messages = (callId: string, query = "") =>
  readAll<WireMessage>(simulator, `/calls/${callId}/messages?pageSize=100${query}`);
const stagesOf = (callId: string) => readAll<WireStage>(simulator, `/calls/${callId}/stages?pageSize=2`);

test("answers the last stage by default, and all stages without initial messages for in_call", async () => {
  let opened = 0;
  for (const { callId } of staged) {
    const stages = await stagesOf(callId);
    const inCall = await messages(callId, "&mode=in_call");
    assert.deepEqual(
      [...new Set(inCall.map((row) => row.callStageId))],
      stages.map((stage) => stage.callStageId),
    );
    const all: WireMessage[] = [];
    for (const { callStageId } of stages) {
      const path = `/calls/${callId}/stages/${callStageId}/messages?pageSize=100`;
      const rows = await readAll<WireMessage>(simulator, path);
      assert.deepEqual(
        rows.map((row) => row.callStageMessageIndex),
        rows.map((_, index) => index),
      );
      const opening = rows.filter((row) => !inCall.some((other) => isSame(row, other)));
      assert.deepEqual(opening, rows.slice(0, opening.length), "what a stage begins with comes first");
      for (const row of opening) assert.equal(row.timespan, undefined);
      opened += Math.sign(opening.length);
      all.push(...rows.slice(opening.length));
      if (callStageId === stages.at(-1)?.callStageId) {
        assert.deepEqual(await messages(callId), rows);
        assert.deepEqual(await messages(callId, "&mode=last_stage"), rows);
      }
    }
    assert.deepEqual(inCall, all);
  }
  assert.ok(opened > 5, `${opened} stages begin with messages`);
});

function isSame(one: WireMessage, other: WireMessage): boolean {
  return one.callStageId === other.callStageId && one.callStageMessageIndex === other.callStageMessageIndex;
}

test("lists stages in order with their own prompts, the last with the call's", async () => {
  for (const { callId } of staged) {
    const stages = await stagesOf(callId);
    const call = await read<WireCall>(simulator, `/calls/${callId}`);
    const times = stages.map((stage) => stage.created);
    assert.deepEqual(times, times.toSorted());
    assert.equal(stages[0]?.created, call.joined);
    assert.equal(stages.at(-1)?.systemPrompt, call.systemPrompt);
    assert.equal(new Set(stages.map((stage) => stage.systemPrompt)).size, stages.length);
    for (const stage of stages) {
      assert.equal(stage.callId, callId);
      assert.deepEqual(await read(simulator, `/calls/${callId}/stages/${stage.callStageId}`), stage);
    }
  }
});

test("starts each later stage with a hand-over", async () => {
  const rows = await messages(SHOWCASE_CALL_IDS.hour, "&mode=in_call");
  const changes = rows.filter((row, index) => index > 0 && rows[index - 1]?.callStageId !== row.callStageId);
  assert.equal(changes.length, 2);
  for (const change of changes) {
    const before = rows[rows.indexOf(change) - 1];
    assert.equal(before?.toolName, "hand_over");
    assert.equal(before.role, "MESSAGE_ROLE_TOOL_RESULT");
  }
});

test("gives an unjoined call one stage and no messages", async () => {
  const call = [...simulator.calls()].find(({ status }) => status === "unjoined");
  assert.ok(call);
  assert.equal((await stagesOf(call.callId)).length, 1);
  assert.deepEqual(await messages(call.callId, "&mode=in_call"), []);
});

test("pages messages, each once, with a total", async () => {
  const path = `/calls/${SHOWCASE_CALL_IDS.hour}/messages?mode=in_call`;
  const first = await read<WirePage<WireMessage>>(simulator, path);
  assert.equal(first.results.length, 20);
  assert.equal(first.total, 400);
  assert.equal(first.previous, null);
  const rows = await readAll<WireMessage>(simulator, `${path}&pageSize=37`);
  assert.equal(rows.length, 400);
  assert.deepEqual(rows.slice(0, 20), first.results);
  const second = await read<WirePage<WireMessage>>(simulator, first.next ?? "");
  assert.deepEqual(second.results, rows.slice(20, 40));
  const back = await read<WirePage<WireMessage>>(simulator, second.previous ?? "");
  assert.deepEqual(back.results, first.results);
});

test("answers tools as a plain array, for calls and stages", async () => {
  const { callId } = staged[0] ?? assert.fail();
  const tools = await read<{ name: string; definition: object }[]>(simulator, `/calls/${callId}/tools`);
  assert.ok(Array.isArray(tools) && tools.length > 4);
  const kinds = ["http", "client", "dataConnection", "staticResponse"];
  for (const kind of kinds)
    assert.ok(
      tools.some((tool) => kind in tool.definition),
      kind,
    );
  const [stage] = await stagesOf(callId);
  assert.deepEqual(await read(simulator, `/calls/${callId}/stages/${stage?.callStageId}/tools`), tools);
});

const { conversation } = SHOWCASE_CALL_IDS;
const NOBODY = "00000000-0000-4000-8000-000000000000";

for (const [path, detail] of [
  [`/calls/${NOBODY}/messages`, "No Call matches the given query."],
  [`/calls/${NOBODY}/stages`, "No Call matches the given query."],
  [`/calls/${NOBODY}/events`, "No Call matches the given query."],
  [`/calls/${NOBODY}/tools`, "No Call matches the given query."],
  [`/calls/${NOBODY}/recording`, "No Call matches the given query."],
  [`/calls/${conversation}/stages/${NOBODY}`, "No CallStage matches the given query."],
  [`/calls/${conversation}/stages/${NOBODY}/messages`, "No CallStage matches the given query."],
  [`/calls/${conversation}/stages/${NOBODY}/tools`, "No CallStage matches the given query."],
  [`/calls/${conversation}/messages/`, "Not found."],
  [`/calls/${conversation}/messages?cursor=nonsense`, "Invalid cursor"],
] as const) {
  test(`answers 404 for ${path}`, async () => {
    const response = await send(simulator, path);
    assert.equal(response.status, 404);
    assert.deepEqual(await response.json(), { detail });
  });
}

for (const [query, name] of [
  ["messages?mode=all", "mode"],
  ["messages?pageSize=0", "pageSize"],
  ["events?minimum_severity=fatal", "minimum_severity"],
] as const) {
  test(`answers 400 that names ${name} for ${query}`, async () => {
    const response = await send(simulator, `/calls/${conversation}/${query}`);
    assert.equal(response.status, 400);
    assert.deepEqual(Object.keys((await response.json()) as object), [name]);
  });
}
