import assert from "node:assert/strict";
import { test } from "node:test";
import { read, readAll, type WireMessage, type WirePage } from "../../test/support/api-client.ts";
import { startForTests } from "../../test/support/fixture.ts";
import { SHOWCASE_CALL_IDS } from "../calls/showcase.ts";

interface WireEvent {
  callId: string;
  callStageId: string;
  callTimestamp: string;
  severity: string;
  type: string;
  text: string;
  extras: Record<string, unknown> | null;
  wallClockTimestamp: string | null;
}

const simulator = await startForTests();
const PATH = `/calls/${SHOWCASE_CALL_IDS.hour}/events`;
const list = (query: string) => readAll<WireEvent>(simulator, `${PATH}?pageSize=100${query}`);
const all = await list("&minimum_severity=debug");

test("has events of all severities and many types, in order of time", () => {
  assert.ok(all.length > 100, `${all.length}`);
  assert.deepEqual(
    new Set(all.map((event) => event.severity)),
    new Set(["debug", "info", "warning", "error"]),
  );
  assert.ok(new Set(all.map((event) => event.type)).size > 6);
  const times = all.map((event) => parseFloat(event.callTimestamp));
  assert.deepEqual(
    times,
    times.toSorted((one, other) => one - other),
  );
  assert.ok((times.at(-1) ?? 0) > 3000);
});

test("has events with and without extras and wall clock", () => {
  assert.ok(all.some((event) => event.extras === null));
  assert.ok(all.some((event) => JSON.stringify(event.extras).includes("simsecret_")));
  assert.ok(all.some((event) => event.wallClockTimestamp === null));
  assert.ok(all.some((event) => event.wallClockTimestamp !== event.callTimestamp));
});

for (const [severity, kept] of [
  ["debug", ["debug", "info", "warning", "error"]],
  ["info", ["info", "warning", "error"]],
  ["warning", ["warning", "error"]],
  ["error", ["error"]],
] as const) {
  test(`minimum_severity=${severity} selects that severity and above`, async () => {
    const expected = all.filter((event) => kept.some((name) => name === event.severity));
    assert.deepEqual(await list(`&minimum_severity=${severity}`), expected);
    if (severity === "info") assert.deepEqual(await list(""), expected, "which is the default");
  });
}

test("type selects one type within the severity", async () => {
  const expected = all.filter((event) => event.type === "audio_underflow");
  assert.ok(expected.length > 0);
  assert.deepEqual(await list("&type=audio_underflow"), expected);
  assert.deepEqual(await list("&type=llm_latency"), [], "debug events are not asked for");
  assert.deepEqual(await list("&type=nosuch"), []);
});

test("logs each failed tool as an error in its stage", async () => {
  const rows = await readAll<WireMessage>(
    simulator,
    `/calls/${SHOWCASE_CALL_IDS.hour}/messages?mode=in_call&pageSize=100`,
  );
  const failed = rows.filter((row) => row.errorDetails !== undefined);
  assert.ok(failed.length > 1);
  const errors = all.filter((event) => event.type === "tool_error");
  assert.deepEqual(
    errors.map((event) => [event.callStageId, event.extras?.invocationId]),
    failed.map((row) => [row.callStageId, row.invocationId]),
  );
});

test("has texts with personal data and texts that look like markup", async () => {
  const texts = [];
  for (const { callId } of [...simulator.calls()].slice(0, 200)) {
    const page = await read<WirePage<WireEvent>>(simulator, `/calls/${callId}/events?pageSize=100`);
    texts.push(...page.results.map((event) => `${event.type} ${event.text}`));
  }
  const text = texts.join("\n");
  for (const pattern of [/\+1 202-555-01\d\d/, /@mail\.example/, /<script>/, /<b>5s<\/b>/]) {
    assert.match(text, pattern);
  }
});
