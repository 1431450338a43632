import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import {
  type CallDescription,
  PERSONAL_DATA,
  SECRET_PREFIX,
  SHOWCASE_CALL_IDS,
  type Simulator,
  startSimulator,
} from "@keyhole/simulator";
import { createUltravox, type Ultravox, type UltravoxEvent, type UltravoxMessage } from "./index.ts";

const NOBODY = "00000000-0000-4000-8000-000000000000";

let simulator: Simulator;
let client: Ultravox;
let calls: CallDescription[];

before(async () => {
  simulator = await startSimulator({ port: 0, callCount: 300, requestsPerSecond: 100_000 });
  client = createUltravox(simulator);
  calls = [...simulator.calls()];
});
after(() => simulator.close());

/** All messages of a call, and how many were left out. */
async function messagesOf(callId: string, pageSize = 100) {
  const items: UltravoxMessage[] = [];
  let skipped = 0;
  let cursor: string | undefined;
  do {
    const page = await client.listMessages(callId, { pageSize, cursor });
    assert.ok(page.ok);
    items.push(...page.value.items);
    skipped += page.value.skipped;
    cursor = page.value.cursor ?? undefined;
  } while (cursor !== undefined);
  return { items, skipped };
}

describe("createUltravox parts of a call against the simulator", () => {
  it("lists every message of all stages once, in order, page by page", async () => {
    const { items, skipped } = await messagesOf(SHOWCASE_CALL_IDS.hour, 37);
    assert.equal(items.length, 400);
    assert.equal(skipped, 0);
    assert.equal(new Set(items.map(({ stageId, index }) => `${stageId}:${index}`)).size, 400);
    const stageIds = items.map(({ stageId }) => stageId);
    const changes = stageIds.filter((stageId, index) => stageId !== stageIds[index - 1]);
    assert.equal(changes.length, 3, "three stages, one after the other");
    assert.equal(new Set(stageIds).size, 3);
    const starts = items.flatMap(({ audioStartMs }) => audioStartMs ?? []);
    assert.deepEqual(
      starts,
      starts.toSorted((one, other) => one - other),
    );
    for (const { audioStartMs, startMs } of items) {
      if (audioStartMs !== null) assert.equal(startMs, audioStartMs + 350);
    }
  });

  it("parses every message except those without a role", async () => {
    for (const { callId, messages, status } of calls.slice(0, 80)) {
      if (status === "active") continue;
      const { items, skipped } = await messagesOf(callId);
      assert.equal(items.length + skipped, messages, callId);
    }
    const { items, skipped } = await messagesOf(SHOWCASE_CALL_IDS.difficult);
    assert.equal(skipped, 2);
    assert.ok(items.some(({ medium }) => medium === null));
    assert.ok(items.some(({ audioStartMs, audioEndMs }) => audioStartMs !== null && audioEndMs === null));
    assert.ok(items.some(({ text }) => text === "<script>document.title='owned'</script>"));
  });

  it("keeps texts unchanged", async () => {
    const { items } = await messagesOf(SHOWCASE_CALL_IDS.personalData);
    const text = items.map((message) => message.text).join("\n");
    for (const { value } of PERSONAL_DATA) assert.ok(text.includes(value), value);
  });

  it("pairs tool calls and results by their invocation", async () => {
    const { items } = await messagesOf(SHOWCASE_CALL_IDS.hour);
    const called = items.filter(({ role }) => role === "tool_call");
    assert.ok(called.length > 20);
    for (const { invocationId, toolName } of called) {
      const pair = items.filter((message) => message.invocationId === invocationId);
      assert.deepEqual(
        pair.map((message) => [message.role, message.toolName]),
        [
          ["tool_call", toolName],
          ["tool_result", toolName],
        ],
      );
    }
  });

  it("counts the call's stages", async () => {
    for (const { callId, stages } of calls.slice(0, 30)) {
      assert.deepEqual(await client.countStages(callId), { ok: true, value: stages });
    }
  });

  it("lists events from the minimum severity on", async () => {
    const list = async (minimumSeverity?: UltravoxEvent["severity"]) => {
      const page = await client.listEvents(SHOWCASE_CALL_IDS.hour, { pageSize: 100, minimumSeverity });
      assert.ok(page.ok);
      assert.equal(page.value.skipped, 0);
      return page.value;
    };
    const errors = await list("error");
    assert.ok(errors.items.length > 0 && errors.items.every(({ severity }) => severity === "error"));
    assert.ok(errors.items.every(({ atMs }) => atMs !== null && atMs <= 3_600_000));
    const debug = await list("debug");
    assert.ok((debug.total ?? 0) > ((await list("info")).total ?? 0));
    assert.deepEqual(await list(), await list("info"), "which is the upstream's default");
  });

  it("returns none of the data's secrets", async () => {
    const parsed: unknown[] = [];
    const sample = [...Object.values(SHOWCASE_CALL_IDS), ...calls.slice(0, 40).map(({ callId }) => callId)];
    for (const callId of sample) {
      parsed.push(await messagesOf(callId));
      parsed.push(await client.listEvents(callId, { pageSize: 100, minimumSeverity: "debug" }));
    }
    const text = JSON.stringify(parsed);
    assert.ok(text.length > 200_000);
    assert.equal(text.includes(SECRET_PREFIX), false);
    for (const { value, field } of simulator.secrets()) assert.equal(text.includes(value), false, field);
  });

  it("returns not_found when the call does not exist or was deleted", async () => {
    const deleted = simulator.addCall({});
    await fetch(`${simulator.baseUrl}/calls/${deleted}`, {
      method: "DELETE",
      headers: { "X-API-Key": simulator.apiKey },
    });
    for (const callId of [NOBODY, deleted, "abc"]) {
      const error = { ok: false, error: { kind: "not_found" } };
      assert.deepEqual(await client.listMessages(callId, { pageSize: 5 }), error);
      assert.deepEqual(await client.countStages(callId), error);
      assert.deepEqual(await client.listEvents(callId, { pageSize: 5 }), error);
      assert.deepEqual(await client.openRecording(callId, { method: "GET" }), error);
    }
  });

  it("appends new messages to those of an active call", async () => {
    const created = new Date(Date.now() - 40_000).toISOString();
    const callId = simulator.addCall({ status: "active", created });
    const before = (await messagesOf(callId)).items;
    assert.ok(before.length > 0);
    simulator.addMessage(callId, { role: "user", text: "Hello?" });
    const { items } = await messagesOf(callId);
    assert.deepEqual(items.slice(0, before.length), before);
    assert.ok(items.some(({ text }) => text === "Hello?"));
  });
});
