import assert from "node:assert/strict";
import { test } from "node:test";
import { read, readAll, type WireMessage } from "../../test/support/api-client.ts";
import { startForTests } from "../../test/support/fixture.ts";
import { SHOWCASE_CALL_IDS } from "../calls/showcase.ts";
import { DIFFICULT_SCRIPT } from "../languages/difficult.ts";
import { PERSONAL_DATA } from "../languages/personal-data.ts";

const simulator = await startForTests();
const calls = [...simulator.calls()];

function inCall(callId: string): Promise<WireMessage[]> {
  return readAll<WireMessage>(simulator, `/calls/${callId}/messages?mode=in_call&pageSize=100`);
}

const sample: WireMessage[] = [];
for (const { callId } of calls.slice(0, 150)) sample.push(...(await inCall(callId)));

test("gives joined calls 4 to 400 messages, very short calls fewer", () => {
  const lasting = calls.filter(({ recorded }) => (recorded?.durationMs ?? 0) >= 8000);
  const counts = lasting.map((call) => call.messages);
  assert.ok(counts.length > 500);
  assert.equal(Math.min(...counts), 4);
  assert.equal(Math.max(...counts), 400);
  for (const call of calls) {
    const isJoined = call.status === "ended" || call.status === "active";
    if (!isJoined) assert.equal(call.messages, 0, call.callId);
  }
});

test("has messages of users, agents and tools, spoken and typed", () => {
  const roles = new Set(sample.map((message) => message.role));
  for (const role of ["USER", "AGENT", "TOOL_CALL", "TOOL_RESULT", "UNSPECIFIED"]) {
    assert.ok(roles.has(`MESSAGE_ROLE_${role}`), role);
  }
  const media = new Set(sample.map((message) => message.medium));
  for (const medium of ["VOICE", "TEXT", "UNSPECIFIED"]) assert.ok(media.has(`MESSAGE_MEDIUM_${medium}`));
});

test("follows each tool call by one result with the same invocation and name", async () => {
  const ended = calls.filter((call) => call.status === "ended");
  for (const { callId, messages } of ended.slice(0, 60)) {
    const rows = await inCall(callId);
    assert.equal(rows.length, messages);
    const uses = rows.filter((row) => row.invocationId !== undefined);
    for (const use of uses) {
      assert.ok(use.toolName);
      const pair = uses.filter((other) => other.invocationId === use.invocationId);
      const roles = pair.map((row) => row.role);
      const isCut = pair.length === 1 && use === rows.at(-1);
      if (!isCut) assert.deepEqual(roles, ["MESSAGE_ROLE_TOOL_CALL", "MESSAGE_ROLE_TOOL_RESULT"]);
      assert.equal(new Set(pair.map((row) => row.toolName)).size, 1);
    }
  }
  assert.ok(sample.some((message) => message.errorDetails?.includes("ReadTimeout")));
});

test("orders messages by both clocks, with the wall clock ahead by a constant time", () => {
  let ahead = 0;
  for (const { timespan, wallClockTimespan } of sample) {
    assert.equal(timespan === undefined, wallClockTimespan === undefined);
    const [start = 0, wall = 0] = [timespan?.start, wallClockTimespan?.start].map((text) =>
      parseFloat(text ?? "0"),
    );
    if (wall > start) ahead += 1;
    assert.ok(wall >= start && wall - start <= 2.5);
    if (timespan?.end !== undefined) assert.ok(parseFloat(timespan.end) >= start);
  }
  assert.ok(ahead > sample.length / 4 && ahead < sample.length, `${ahead} of ${sample.length}`);
});

test("keeps messages from overlapping and within the recording", async () => {
  for (const { callId, recorded } of calls.slice(0, 80)) {
    let lastEnd = 0;
    for (const { timespan } of await inCall(callId)) {
      if (timespan?.end === undefined) continue;
      assert.ok(parseFloat(timespan.start) >= lastEnd - 1e-9, callId);
      lastEnd = parseFloat(timespan.end);
    }
    if (recorded !== null) assert.ok(lastEnd * 1000 <= recorded.durationMs, callId);
  }
});

test("leaves some messages without times and some without an end", () => {
  const untimed = sample.filter((message) => message.timespan === undefined);
  assert.ok(untimed.length > 20 && untimed.length < sample.length / 10, `${untimed.length}`);
  assert.ok(sample.some(({ timespan }) => timespan !== undefined && timespan.end === undefined));
});

test("has messages in many scripts, right to left included, with markup, emoji and endless words", () => {
  const text = sample.map((message) => message.text).join("\n");
  for (const script of ["Latin", "Han", "Hiragana", "Hangul", "Devanagari", "Thai", "Arabic", "Hebrew"]) {
    assert.match(text, new RegExp(`\\p{Script=${script}}{2,}`, "u"), script);
  }
  for (const pattern of [
    /<script>/,
    /<img src=x onerror=/,
    /javascript:/,
    /\p{L}{1000,}/u,
    /\u202e/,
    /👩🏽‍🚒/u,
    /https:\/\/example\.com/,
    /[\w.+-]+@mail\.example/,
    /\+1 202-555-01\d\d/,
    /4242 4242 4242 4242/,
    /"slots":\[\{/,
  ]) {
    assert.match(text, pattern);
  }
  assert.ok(sample.some((message) => message.text.length > 2000));
  assert.doesNotMatch(text, /\{(?:name|time|ticket|email|phone|card)\}/, "every slot is filled");
});

test("has a showcase call of an hour with 400 messages in three stages", async () => {
  const { hour } = SHOWCASE_CALL_IDS;
  const description = simulator.describeCall(hour);
  assert.equal(description.messages, 400);
  assert.equal(description.stages, 3);
  assert.equal(description.recorded?.durationMs, 3_600_000);
  const rows = await inCall(hour);
  const last = parseFloat(rows.findLast((row) => row.timespan)?.timespan?.end ?? "");
  assert.ok(last > 3500 && last <= 3600, `${last}`);
});

test("has a showcase call in which all personal data is said and read back", async () => {
  const texts = (await inCall(SHOWCASE_CALL_IDS.personalData)).map((message) => message.text);
  assert.ok(PERSONAL_DATA.length > 70);
  for (const { value } of PERSONAL_DATA) {
    assert.equal(texts.filter((text) => text.includes(value)).length >= 2, true, value);
  }
  const cards = PERSONAL_DATA.filter(({ kind }) => kind === "card");
  for (const { value } of cards) assert.ok(hasLuhnDigit(value), value);
});

test("has a showcase call with every difficult text", async () => {
  const texts = (await inCall(SHOWCASE_CALL_IDS.difficult)).map((message) => message.text);
  assert.equal(texts.length, DIFFICULT_SCRIPT.length);
  assert.ok(texts.includes("<script>document.title='owned'</script>"));
});

test("has the same showcase in all data of at least 20 calls", async () => {
  const small = await startForTests({ callCount: 20, seed: 99 });
  for (const callId of Object.values(SHOWCASE_CALL_IDS)) {
    assert.deepEqual(small.describeCall(callId), simulator.describeCall(callId));
  }
  const path = `/calls/${SHOWCASE_CALL_IDS.conversation}/messages?pageSize=100`;
  const [other, own] = [await read(small, path), await read(simulator, path)];
  assert.deepEqual(other.results, own.results);
});

/** ISO/IEC 7812-1, annex B. */
function hasLuhnDigit(value: string): boolean {
  const digits = value.replace(/\D/g, "").split("").map(Number).toReversed();
  const sum = digits.reduce((total, digit, place) => {
    const weighted = place % 2 === 1 ? digit * 2 : digit;
    return total + (weighted > 9 ? weighted - 9 : weighted);
  }, 0);
  return sum % 10 === 0;
}
