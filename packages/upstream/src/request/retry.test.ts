import assert from "node:assert/strict";
import { test } from "node:test";
import { API_KEY, BASE_URL, CALL_ID, sampleCall } from "../../test/sample.ts";
import { json, scriptedFetch, status } from "../../test/scripted-fetch.ts";
import { createUltravox } from "../ultravox/index.ts";

/** A client whose waits are noted and moved through at once. */
function clientFor(fetch: typeof globalThis.fetch, random = 0.5) {
  let clockMs = Date.UTC(2026, 6, 2, 12);
  const waits: number[] = [];
  const client = createUltravox({
    apiKey: API_KEY,
    baseUrl: BASE_URL,
    fetch,
    now: () => clockMs,
    random: () => random,
    sleep: async (ms) => {
      waits.push(ms);
      clockMs += ms;
    },
  });
  return { client, waits };
}

const RESET = new TypeError("fetch failed: reset by upstream.example");

for (const [name, step] of [
  ["a broken connection", RESET],
  ["502", status(502)],
  ["503", status(503)],
  ["504", status(504)],
] as const) {
  test(`${name} is repeated and healed`, async () => {
    const { fetch, requests } = scriptedFetch(step, step, json(sampleCall()));
    const { client, waits } = clientFor(fetch);
    assert.equal((await client.getCall(CALL_ID)).ok, true);
    assert.equal(requests.length, 3);
    assert.deepEqual(waits, [100, 200], "half of 200 ms, then half of 400 ms");
  });
}

test("the wait is anywhere between nothing and its upper end", async () => {
  for (const [random, expected] of [
    [0, [0, 0]],
    [0.999, [199.8, 399.6]],
  ] as const) {
    const { client, waits } = clientFor(scriptedFetch(status(503)).fetch, random);
    await client.getCall(CALL_ID);
    assert.deepEqual(waits, expected);
  }
});

test("after two repeats the last failure is the answer", async () => {
  const { fetch, requests } = scriptedFetch(status(503), RESET, status(502));
  const { client } = clientFor(fetch);
  const result = await client.getCall(CALL_ID);
  assert.deepEqual(result, { ok: false, error: { kind: "unavailable", reason: "status", status: 502 } });
  assert.equal(requests.length, 3);
});

for (const [code, error] of [
  [400, { kind: "refused", status: 400 }],
  [401, { kind: "key_rejected", status: 401 }],
  [403, { kind: "key_rejected", status: 403 }],
  [404, { kind: "not_found" }],
  [408, { kind: "refused", status: 408 }],
  [422, { kind: "refused", status: 422 }],
  [429, { kind: "rate_limited", retryAfterMs: null }],
  [500, { kind: "unavailable", reason: "status", status: 500 }],
  [501, { kind: "unavailable", reason: "status", status: 501 }],
  [599, { kind: "unavailable", reason: "status", status: 599 }],
] as const) {
  test(`${code} is ${error.kind} and is not repeated`, async () => {
    const { fetch, requests } = scriptedFetch(status(code));
    const { client, waits } = clientFor(fetch);
    assert.deepEqual(await client.getCall(CALL_ID), { ok: false, error });
    assert.equal(requests.length, 1);
    assert.deepEqual(waits, []);
  });
}

test("404 of a list is a refused request", async () => {
  const { client } = clientFor(scriptedFetch(status(404)).fetch);
  const error = { kind: "refused", status: 404 };
  assert.deepEqual(await client.listCalls({ pageSize: 5 }), { ok: false, error });
  assert.deepEqual(await client.listAgents({}), { ok: false, error });
});

test("429 with a short Retry-After is waited out, with jitter on top", async () => {
  const { fetch, requests } = scriptedFetch(status(429, { "Retry-After": "2" }), json(sampleCall()));
  const { client, waits } = clientFor(fetch);
  assert.equal((await client.getCall(CALL_ID)).ok, true);
  assert.equal(requests.length, 2);
  assert.deepEqual(waits, [2_100]);
});

test("429 with a date is waited out too", async () => {
  const header = { "Retry-After": "Thu, 02 Jul 2026 12:00:01 GMT" };
  const { client, waits } = clientFor(scriptedFetch(status(429, header), json(sampleCall())).fetch);
  assert.equal((await client.getCall(CALL_ID)).ok, true);
  assert.deepEqual(waits, [1_100]);
});

test("429 with a longer Retry-After goes to the caller", async () => {
  const { fetch, requests } = scriptedFetch(status(429, { "Retry-After": "3" }));
  const { client, waits } = clientFor(fetch);
  const error = { kind: "rate_limited", retryAfterMs: 3_000 };
  assert.deepEqual(await client.getCall(CALL_ID), { ok: false, error });
  assert.equal(requests.length, 1);
  assert.deepEqual(waits, []);
});

test("429 whose wait does not fit in the deadline goes to the caller", async () => {
  const { fetch, requests } = scriptedFetch(status(429, { "Retry-After": "1" }));
  const { client } = clientFor(fetch);
  const error = { kind: "rate_limited", retryAfterMs: 1_000 };
  assert.deepEqual(await client.getCall(CALL_ID, { deadlineMs: 1_200 }), { ok: false, error });
  assert.equal(requests.length, 1);
});

test("503 honours Retry-After and stays unavailable", async () => {
  const { fetch, requests } = scriptedFetch(status(503, { "Retry-After": "1" }));
  const { client, waits } = clientFor(fetch);
  const error = { kind: "unavailable", reason: "status", status: 503 };
  assert.deepEqual(await client.getCall(CALL_ID), { ok: false, error });
  assert.equal(requests.length, 3);
  assert.deepEqual(waits, [1_100, 1_200]);
});

test("503 that asks for a long wait is not repeated sooner", async () => {
  const { fetch, requests } = scriptedFetch(status(503, { "Retry-After": "60" }));
  const { client } = clientFor(fetch);
  assert.equal((await client.getCall(CALL_ID)).ok, false);
  assert.equal(requests.length, 1);
});

test("a sleep that rejects does not reject the call", async () => {
  const { fetch } = scriptedFetch(status(503), json(sampleCall()));
  const sleep = () => Promise.reject(new Error("woken"));
  const client = createUltravox({ apiKey: API_KEY, baseUrl: BASE_URL, fetch, sleep });
  assert.equal((await client.getCall(CALL_ID)).ok, true);
});
