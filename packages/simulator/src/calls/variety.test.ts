import assert from "node:assert/strict";
import { test } from "node:test";
import { readAll, type WireCall } from "../../test/support/api-client.ts";
import { startForTests, TEST_NOW } from "../../test/support/fixture.ts";
import { AGENTS } from "./agents.ts";
import { TENANTS, VISITOR_KEY } from "./make-rows.ts";

const simulator = await startForTests();
const calls = await readAll(simulator, "/calls?pageSize=100");

/** Number of calls by value. */
function count(valueFor: (call: WireCall) => unknown): Map<unknown, number> {
  const counts = new Map<unknown, number>();
  for (const call of calls) counts.set(valueFor(call), (counts.get(valueFor(call)) ?? 0) + 1);
  return counts;
}

function some(what: string, matches: (call: WireCall) => boolean): void {
  assert.ok(calls.some(matches), `no call: ${what}`);
}

test("spreads 1,500 calls over 90 days, none in the future", () => {
  assert.equal(calls.length, 1500);
  const [newest, oldest] = [calls.at(0), calls.at(-1)];
  assert.ok(newest && Date.parse(newest.created) > TEST_NOW - 10_000);
  const ageDays = (TEST_NOW - Date.parse(oldest?.created ?? "")) / 86_400_000;
  assert.ok(ageDays > 89 && ageDays <= 90, `${ageDays} days`);
  for (const call of calls) {
    for (const time of [call.created, call.joined, call.ended]) {
      if (time === null) continue;
      assert.match(time, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
      assert.ok(Date.parse(time) <= TEST_NOW, `${time} is in the future`);
    }
  }
});

test("has five agents, and calls without one", () => {
  const agents = count((call) => call.agentId);
  assert.deepEqual(new Set(agents.keys()), new Set([...AGENTS.map((agent) => agent.agentId), null]));
  for (const call of calls) assert.equal(call.agent?.agentId ?? null, call.agentId);
});

test("has three tenants, other keys, and calls without metadata", () => {
  const tenants = count((call) => call.metadata.tenant);
  assert.deepEqual(new Set(tenants.keys()), new Set([...TENANTS, undefined]));
  for (const tenant of TENANTS) assert.ok((tenants.get(tenant) ?? 0) > 100, tenant);
  for (const key of ["page", "campaign", "ticket", "ultravox.source"]) {
    some(`with metadata.${key}`, (call) => key in call.metadata);
  }
  some("without metadata", (call) => Object.keys(call.metadata).length === 0);
});

test("stamps some calls as visitors' own", () => {
  const visitors = count((call) => call.metadata[VISITOR_KEY]);
  visitors.delete(undefined);
  assert.ok(visitors.size >= 10);
  for (const visitor of visitors.keys()) assert.match(String(visitor), /^[A-Za-z0-9_-]{43}$/);
  assert.ok(Math.max(...visitors.values()) > 1, "a visitor has several calls");
});

test("has all end reasons and media", () => {
  const reasons = ["agent_hangup", "connection_error", "hangup", "system_error", "timeout", "unjoined"];
  assert.deepEqual(new Set(count((call) => call.endReason).keys()), new Set([null, ...reasons]));
  const media = count((call) => (call.medium ? Object.keys(call.medium)[0] : String(call.medium)));
  assert.deepEqual([...media.keys()].toSorted(), [
    "exotel",
    "null",
    "plivo",
    "serverWebSocket",
    "sip",
    "telnyx",
    "twilio",
    "undefined",
    "webRtc",
  ]);
});

test("has waiting, running, unjoined and just ended calls, and every null", () => {
  some("waiting", (call) => call.joined === null && call.ended === null);
  some("running", (call) => call.joined !== null && call.ended === null);
  some("unjoined", (call) => call.joined === null && call.endReason === "unjoined");
  some("ended seconds ago without a summary", (call) => {
    const secondsAgo = (TEST_NOW - Date.parse(call.ended ?? "")) / 1000;
    return secondsAgo < 30 && call.joined !== null && call.summary === null && call.shortSummary === null;
  });
  some("summary alone", (call) => call.summary !== null && call.shortSummary === null);
  some("short summary alone", (call) => call.summary === null && call.shortSummary !== null);
  for (const field of ["joinUrl", "voice", "systemPrompt", "clientVersion", "languageHint"] as const) {
    some(`without ${field}`, (call) => call[field] === null);
    some(`with ${field}`, (call) => call[field] !== null);
  }
});

test("orders joined and ended, in agreement with the end reason", () => {
  for (const call of calls) {
    const times = [call.created, call.joined, call.ended].filter((time) => time !== null);
    assert.deepEqual(times, times.toSorted(), call.callId);
    assert.equal(call.endReason === null, call.ended === null, call.callId);
    assert.equal(call.endReason === "unjoined", call.ended !== null && call.joined === null, call.callId);
  }
});

test("has summaries in many scripts, with markup, emoji, an endless word and personal data", () => {
  const texts = calls.flatMap((call) => [call.summary, call.shortSummary]).join("\n");
  const patterns = [
    /\p{Script=Hiragana}/u,
    /\p{Script=Han}/u,
    /\p{Script=Hangul}/u,
    /\p{Script=Devanagari}/u,
    /\p{Script=Thai}/u,
    /\p{Script=Arabic}/u,
    /\p{Script=Hebrew}/u,
    /\p{Extended_Pictographic}/u,
    /ß/,
    /ñ/,
    /a proposé/,
    /<script>/,
    /<img src=x onerror=/,
    /\p{L}{1000,}/u,
    /\u202e/,
    /[\w.+-]+@mail\.example/,
    /\+1 202-555-01\d\d/,
  ];
  for (const pattern of patterns) assert.match(texts, pattern);
  assert.doesNotMatch(texts, /\{(?:name|time|ticket|email|phone)\}/, "every slot is filled");
});

test("has system prompts of 5 to 20 kB", () => {
  const sizes = calls.flatMap((call) => (call.systemPrompt === null ? [] : [call.systemPrompt]));
  const bytes = sizes.map((prompt) => Buffer.byteLength(prompt));
  assert.ok(Math.min(...bytes) >= 5000, `${Math.min(...bytes)}`);
  assert.ok(Math.max(...bytes) <= 20_000, `${Math.max(...bytes)}`);
  assert.ok(Math.max(...bytes) > 15_000, "some are long");
});
