import assert from "node:assert/strict";
import { test } from "node:test";
import { control, readAll, type WireMessage } from "../../test/support/api-client.ts";
import { startForTests, TEST_NOW } from "../../test/support/fixture.ts";
import { SHOWCASE_CALL_IDS } from "../calls/showcase.ts";
import type { CallDescription } from "../store/describe-call.ts";

const simulator = await startForTests({ callCount: 60 });
const { conversation } = SHOWCASE_CALL_IDS;
const agoMs = (ms: number) => new Date(TEST_NOW - ms).toISOString();

test("GET calls describes calls, newest first, up to the limit", async () => {
  const text = await (await control(simulator, "GET", "/calls")).text();
  const rows = text
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line) as CallDescription);
  assert.equal(rows.length, simulator.state().calls);
  assert.deepEqual(
    rows.map((row) => row.callId),
    [...simulator.calls()].map((row) => row.callId),
  );
  assert.deepEqual(
    rows.find((row) => row.callId === conversation),
    {
      callId: conversation,
      status: "ended",
      languageHint: "en",
      messages: 32,
      stages: 2,
      recording: "ready",
      request: null,
      recorded: {
        delivery: "redirect",
        ranges: true,
        channels: 2,
        sampleRateHz: 8000,
        durationMs: 181_100,
        sizeBytes: 44 + 181_100 * 32,
      },
    },
  );
  const two = await (await control(simulator, "GET", "/calls?limit=2")).text();
  assert.equal(two, text.split("\n").slice(0, 2).join("\n").concat("\n"));
});

test("GET calls/{id} describes one", async () => {
  const response = await control(simulator, "GET", `/calls/${conversation.toUpperCase()}`);
  assert.deepEqual(await response.json(), simulator.describeCall(conversation));
  assert.equal((await control(simulator, "GET", "/calls/nobody")).status, 404);
});

test("POST calls/{id}/messages adds a message, also with given times to an ended call", async () => {
  const before = simulator.describeCall(conversation).messages;
  const input = { role: "user", text: "One more thing.", audioStartMs: 180_000, audioEndMs: 181_000 };
  const response = await control(simulator, "POST", `/calls/${conversation}/messages`, input);
  assert.equal(response.status, 201);
  assert.equal(((await response.json()) as CallDescription).messages, before + 1);
  const tool = { role: "tool_result", text: "{}", toolName: "t", invocationId: "i", errorDetails: "E" };
  await control(simulator, "POST", `/calls/${conversation}/messages`, tool);
  const path = `/calls/${conversation}/messages?mode=in_call&pageSize=100`;
  const [message, result] = (await readAll<WireMessage>(simulator, path)).slice(-2);
  assert.deepEqual(message, {
    role: "MESSAGE_ROLE_USER",
    text: "One more thing.",
    medium: "MESSAGE_MEDIUM_VOICE",
    callStageMessageIndex: (result?.callStageMessageIndex ?? 0) - 1,
    callStageId: result?.callStageId,
    timespan: { start: "180.000s", end: "181.000s" },
    wallClockTimespan: { start: "180.900s", end: "181.900s" },
  });
  assert.deepEqual([result?.timespan, result?.errorDetails, result?.toolName], [undefined, "E", "t"]);
});

test("POST calls/{id}/end ends a running call", async () => {
  const callId = simulator.addCall({ status: "active", created: agoMs(60_000) });
  const response = await control(simulator, "POST", `/calls/${callId}/end`, {});
  assert.equal(response.status, 200);
  assert.equal(((await response.json()) as CallDescription).status, "ended");
});

const waiting = simulator.addCall({ status: "waiting" });
const active = simulator.addCall({ status: "active", created: agoMs(60_000) });
const text = { role: "user", text: "x" };

for (const [path, body, message] of [
  [`/calls/${waiting}/messages`, text, /callId: nobody has joined/],
  ["/calls/nobody/messages", text, /callId: there is no such call/],
  [`/calls/${active}/messages`, { text: "x" }, /role: is missing/],
  [`/calls/${active}/messages`, { role: "user" }, /text: is missing/],
  [`/calls/${active}/messages`, { ...text, role: "system" }, /role: must be one of user, agent/],
  [`/calls/${active}/messages`, { ...text, medium: "smell" }, /medium: must be one of voice, text/],
  [`/calls/${active}/messages`, { ...text, audioStartMs: -1 }, /audioStartMs: must be a whole number/],
  [`/calls/${active}/messages`, { ...text, colour: "red" }, /colour: is not one of role/],
  [`/calls/${active}/messages`, [], /message: must be an object/],
  [`/calls/${waiting}/end`, {}, /callId: this call does not run/],
  ["/calls", { durationSeconds: 0 }, /durationSeconds: must be a whole number from 1 to 3600/],
  ["/calls", { turns: 401 }, /turns: must be a whole number from 0 to 400/],
  ["/calls", { language: "xx" }, /language: must be one of en, de/],
  ["/calls", { recording: { channels: 3 } }, /recording: channels: must be one of 1, 2/],
  ["/calls", { recording: "off" }, /recording: recording: must be an object/],
] as const) {
  test(`POST ${path.replace(/[0-9a-f-]{36}/, "{id}")} ${JSON.stringify(body)} is refused`, async () => {
    const response = await control(simulator, "POST", path, body);
    assert.equal(response.status, 400);
    assert.match(await response.text(), message);
  });
}

test("answers 405 and 404 below a call", async () => {
  assert.equal((await control(simulator, "GET", `/calls/${active}/end`)).status, 405);
  assert.equal((await control(simulator, "GET", `/calls/${active}/nosuch`)).status, 404);
  assert.equal((await control(simulator, "GET", `/calls/${active}/messages/1`)).status, 404);
});
