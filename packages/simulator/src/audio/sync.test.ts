import assert from "node:assert/strict";
import { test } from "node:test";
import { readAll, type WireMessage } from "../../test/support/api-client.ts";
import { startForTests } from "../../test/support/fixture.ts";
import { parseWav, readRecording, type Wav } from "../../test/support/recordings.ts";
import { SHOWCASE_CALL_IDS } from "../calls/showcase.ts";

const simulator = await startForTests();
const USER = "MESSAGE_ROLE_USER";
const AGENT = "MESSAGE_ROLE_AGENT";

interface Span {
  role: string;
  start: number;
  end: number;
}

/** The frames in which each message is heard, according to the API. */
async function spansOf(callId: string, { sampleRateHz }: Wav): Promise<Span[]> {
  const path = `/calls/${callId}/messages?mode=in_call&pageSize=100`;
  const rows = await readAll<WireMessage>(simulator, path);
  return rows.flatMap(({ role, medium, timespan }) => {
    if (medium !== "MESSAGE_MEDIUM_VOICE" || timespan?.end === undefined) return [];
    if (role !== USER && role !== AGENT) return [];
    const [start, end] = [timespan.start, timespan.end].map((text) =>
      Math.round(parseFloat(text) * sampleRateHz),
    );
    return [{ role, start: start ?? 0, end: end ?? 0 }];
  });
}

/** Waves per second, by counting rises through zero. */
function pitchOf(samples: Int16Array, sampleRateHz: number): number {
  let rises = 0;
  let isBelow = false;
  // Overtones cross zero only where the first is near it: a swing to either side counts once.
  const threshold = 200;
  for (const sample of samples) {
    if (sample < -threshold) isBelow = true;
    if (sample > threshold && isBelow) {
      rises += 1;
      isBelow = false;
    }
  }
  return (rises * sampleRateHz) / samples.length;
}

/** Frames that are not exactly zero, and how far the outermost lie from the ends. */
function audible(samples: Int16Array): { first: number; last: number } {
  const isHeard = (sample: number) => sample !== 0;
  return { first: samples.findIndex(isHeard), last: samples.findLastIndex(isHeard) };
}

const short = [...simulator.calls()].filter(({ recorded }) => {
  return recorded !== null && recorded.durationMs > 10_000 && recorded.durationMs < 40_000;
});

for (const callId of [
  SHOWCASE_CALL_IDS.conversation,
  SHOWCASE_CALL_IDS.withoutRanges,
  SHOWCASE_CALL_IDS.direct,
  SHOWCASE_CALL_IDS.difficult,
  ...short.slice(0, 6).map((call) => call.callId),
]) {
  test(`makes every sample of ${callId} agree with the messages`, async () => {
    const wav = parseWav(await readRecording(simulator, callId));
    const { samples, sampleRateHz, channels } = wav;
    const spans = await spansOf(callId, wav);
    assert.ok(spans.length > 1);
    const rest = samples.map((channel) => channel.slice());
    for (const { role, start, end } of spans) {
      const channel = channels === 2 && role === AGENT ? 1 : 0;
      const heard = samples[channel]?.subarray(start, end) ?? assert.fail();
      // A wave may pass through zero at either end, for a sample or two.
      const { first, last } = audible(heard);
      assert.ok(first >= 0 && first <= 2, `heard ${first} samples after the start`);
      assert.ok(last >= heard.length - 3, `silent ${heard.length - last} samples before the end`);
      rest[channel]?.fill(0, start, end);
      if (end - start < sampleRateHz / 2) continue;
      const pitch = pitchOf(heard, sampleRateHz);
      const [low, high] = role === USER ? [200, 260] : [100, 145];
      assert.ok(pitch > low && pitch < high, `${role} at ${pitch} Hz`);
    }
    for (const channel of rest)
      assert.ok(
        channel.every((sample) => sample === 0),
        "silence elsewhere",
      );
  });
}

test("places an utterance deep in an hour where its message says", async () => {
  const { hour } = SHOWCASE_CALL_IDS;
  const rate = 16_000;
  const frameBytes = 4;
  const spans = await spansOf(hour, { channels: 2, sampleRateHz: rate, samples: [] });
  for (const { role, start, end } of [spans.at(1), spans.at(150), spans.at(-1)].filter((span) => !!span)) {
    const before = rate / 10;
    const from = 44 + (start - before) * frameBytes;
    const to = 44 + (end + before) * frameBytes - 1;
    const bytes = await readRecording(simulator, hour, `bytes=${from}-${to}`);
    const own = role === USER ? 0 : 1;
    const channel = (place: number) =>
      Int16Array.from({ length: bytes.length / frameBytes }, (_, frame) =>
        bytes.readInt16LE(frame * frameBytes + place * 2),
      );
    const { first, last } = audible(channel(own).slice(0, channel(own).length));
    assert.ok(Math.abs(first - before) <= 2, `${first - before} samples off`);
    assert.ok(Math.abs(last - (before + end - start)) <= 3, `${last - (before + end - start)} samples off`);
  }
});
