import assert from "node:assert/strict";
import { test } from "node:test";
import { send } from "../../test/support/api-client.ts";
import { startForTests, TEST_NOW } from "../../test/support/fixture.ts";
import { parseWav, readRecording } from "../../test/support/recordings.ts";
import { SHOWCASE_CALL_IDS } from "../calls/showcase.ts";
import type { CallDescription } from "../store/describe-call.ts";

const simulator = await startForTests();
const calls = [...simulator.calls()];

const open = (callId: string, init: RequestInit = {}) =>
  send(simulator, `/calls/${callId}/recording`, { redirect: "manual", ...init });

test("answers some recordings and redirects most to another host", async () => {
  const deliveries = calls.flatMap((call) => (call.recorded === null ? [] : [call.recorded.delivery]));
  const direct = deliveries.filter((delivery) => delivery === "direct").length;
  assert.ok(direct > 50 && direct < deliveries.length / 2, `${direct} of ${deliveries.length}`);
  const response = await open(SHOWCASE_CALL_IDS.conversation);
  assert.equal(response.status, 302);
  const location = response.headers.get("Location") ?? "";
  assert.equal(new URL(location).origin, simulator.storageUrl);
  assert.notEqual(simulator.storageUrl, new URL(simulator.baseUrl).origin);
  // The vendor documents no body.
  assert.match(await response.text(), /^<html>/);
});

test("ignores ranges in the API's own answer", async () => {
  const response = await open(SHOWCASE_CALL_IDS.direct, { headers: { Range: "bytes=0-9" } });
  assert.equal(response.status, 200);
  assert.equal(response.headers.get("Content-Type"), "audio/wav");
  assert.equal(response.headers.get("Accept-Ranges"), null);
  assert.equal(response.headers.get("ETag"), null);
  const { byteLength } = await response.arrayBuffer();
  assert.equal(byteLength, Number(response.headers.get("Content-Length")));
  assert.equal(byteLength, simulator.describeCall(SHOWCASE_CALL_IDS.direct).recorded?.sizeBytes);
});

test("answers HEAD with the length and no body", async () => {
  const response = await open(SHOWCASE_CALL_IDS.direct, { method: "HEAD" });
  assert.equal(response.status, 200);
  assert.ok(Number(response.headers.get("Content-Length")) > 1_000_000);
  assert.equal(await response.text(), "");
});

test("delivers mono and stereo, 8 and 16 kHz, in every way", async () => {
  const forms = new Map<string, CallDescription>();
  for (const call of calls) {
    if (call.recorded === null || call.recorded.durationMs > 20_000) continue;
    const { delivery, ranges, channels, sampleRateHz } = call.recorded;
    forms.set([delivery, ranges, channels, sampleRateHz].join(), call);
  }
  assert.equal(forms.size, 12, "redirected with and without ranges, and answered; four formats of each");
  for (const { callId, recorded } of forms.values()) {
    const wav = parseWav(await readRecording(simulator, callId));
    assert.equal(wav.channels, recorded?.channels);
    assert.equal(wav.sampleRateHz, recorded?.sampleRateHz);
    assert.equal(((wav.samples[0]?.length ?? 0) * 1000) / wav.sampleRateHz, recorded?.durationMs);
  }
});

async function expectRefusal(call: CallDescription | undefined, status: number): Promise<void> {
  const response = await open(call?.callId ?? assert.fail("there is no such call"));
  assert.equal(response.status, status);
  assert.match(await response.text(), /^\{"detail":"/);
}

test("answers 404 if recording was off, nobody joined or the system failed", async () => {
  await expectRefusal(simulator.describeCall(SHOWCASE_CALL_IDS.unrecorded), 404);
  await expectRefusal(
    calls.find((call) => call.status === "unjoined"),
    404,
  );
  assert.ok(calls.filter((call) => call.status === "ended" && call.recording === "none").length > 200);
});

test("answers 425 while a call runs and shortly after its end, then the recording", async () => {
  const callId = simulator.addCall({ status: "active", created: new Date(TEST_NOW - 60_000).toISOString() });
  await expectRefusal(simulator.describeCall(callId), 425);
  simulator.endCall(callId);
  await expectRefusal(simulator.describeCall(callId), 425);
  const ended = simulator.addCall({ created: new Date(TEST_NOW - 600_000).toISOString() });
  assert.equal((await open(ended)).status, 302);
});

test("adds a call with a recording of a given form", async () => {
  const created = new Date(TEST_NOW - 600_000).toISOString();
  const recording = { delivery: "direct", ranges: false, channels: 1, sampleRateHz: 8000 } as const;
  const callId = simulator.addCall({ created, durationSeconds: 5, turns: 3, language: "he", recording });
  const { recorded, messages, languageHint } = simulator.describeCall(callId);
  assert.deepEqual([messages, languageHint], [3, "he"]);
  const wav = parseWav(await readRecording(simulator, callId));
  assert.deepEqual([wav.channels, wav.sampleRateHz], [1, 8000]);
  assert.ok((recorded?.durationMs ?? 0) > 4000 && (recorded?.durationMs ?? 0) <= 5000);
  await expectRefusal(simulator.describeCall(simulator.addCall({ created, recording: null })), 404);
});
