import assert from "node:assert/strict";
import { test } from "node:test";
import { CallerVoice } from "./caller-voice.ts";

const QUIET = 127;
const LOUD = 20;

/** What is heard of packets every 20 ms: pairs of a level and how long it lasts. */
function listen(...parts: [levelDb: number, ms: number][]): string[] {
  const heard: string[] = [];
  let nowMs = 1000;
  const caller = new CallerVoice({
    onSpeech: () => heard.push("speech"),
    onUtterance: (ms) => heard.push(`utterance of ${ms} ms`),
  });
  for (const [level, ms] of parts) {
    for (let passed = 0; passed < ms; passed += 20) {
      caller.hear(level, nowMs);
      nowMs += 20;
    }
  }
  return [...new Set(heard)];
}

test("hears an utterance once the caller pauses", () => {
  assert.deepEqual(listen([QUIET, 500], [LOUD, 200], [QUIET, 600]), []);
  assert.deepEqual(listen([QUIET, 500], [LOUD, 200], [QUIET, 800]), ["utterance of 180 ms"]);
});

test("joins parts with short pauses to one utterance, and two with a long pause to two", () => {
  assert.deepEqual(listen([LOUD, 100], [QUIET, 300], [LOUD, 100], [QUIET, 1000]), ["utterance of 480 ms"]);
  const two = listen([LOUD, 100], [QUIET, 1000], [LOUD, 200], [QUIET, 1000]);
  assert.deepEqual(two, ["utterance of 80 ms", "utterance of 180 ms"]);
});

test("takes long speech for an interruption, and beeps of the same span not", () => {
  assert.deepEqual(listen([LOUD, 600], [QUIET, 800]), ["speech", "utterance of 580 ms"]);
  assert.deepEqual(listen([LOUD, 20], [QUIET, 500], [LOUD, 20], [QUIET, 800]), ["utterance of 520 ms"]);
});

test("ends an utterance that has no pause", () => {
  assert.deepEqual(listen([LOUD, 4020]), ["speech", "utterance of 4000 ms"]);
});
