import assert from "node:assert/strict";
import { describe, it } from "node:test";
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

describe("repeat", () => {
  for (const [name, step] of [
    ["a broken connection", RESET],
    ["502", status(502)],
    ["503", status(503)],
    ["504", status(504)],
  ] as const) {
    it(`returns the value when ${name} passes`, async () => {
      const { fetch, requests } = scriptedFetch(step, step, json(sampleCall()));
      const { client, waits } = clientFor(fetch);
      assert.equal((await client.getCall(CALL_ID)).ok, true);
      assert.equal(requests.length, 3);
      assert.deepEqual(waits, [100, 200], "half of 200 ms, then half of 400 ms");
    });
  }

  it("waits a random time between zero and the upper end", async () => {
    for (const [random, expected] of [
      [0, [0, 0]],
      [0.999, [199.8, 399.6]],
    ] as const) {
      const { client, waits } = clientFor(scriptedFetch(status(503)).fetch, random);
      await client.getCall(CALL_ID);
      assert.deepEqual(waits, expected);
    }
  });

  it("returns the last failure after two repeats", async () => {
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
    it(`returns ${error.kind} without a repeat for ${code}`, async () => {
      const { fetch, requests } = scriptedFetch(status(code));
      const { client, waits } = clientFor(fetch);
      assert.deepEqual(await client.getCall(CALL_ID), { ok: false, error });
      assert.equal(requests.length, 1);
      assert.deepEqual(waits, []);
    });
  }

  it("returns refused for 404 of a list", async () => {
    const { client } = clientFor(scriptedFetch(status(404)).fetch);
    const error = { kind: "refused", status: 404 };
    assert.deepEqual(await client.listCalls({ pageSize: 5 }), { ok: false, error });
    assert.deepEqual(await client.listAgents({}), { ok: false, error });
  });

  it("waits for a short Retry-After of 429, with jitter on top", async () => {
    const { fetch, requests } = scriptedFetch(status(429, { "Retry-After": "2" }), json(sampleCall()));
    const { client, waits } = clientFor(fetch);
    assert.equal((await client.getCall(CALL_ID)).ok, true);
    assert.equal(requests.length, 2);
    assert.deepEqual(waits, [2_100]);
  });

  it("waits for a Retry-After date of 429", async () => {
    const header = { "Retry-After": "Thu, 02 Jul 2026 12:00:01 GMT" };
    const { client, waits } = clientFor(scriptedFetch(status(429, header), json(sampleCall())).fetch);
    assert.equal((await client.getCall(CALL_ID)).ok, true);
    assert.deepEqual(waits, [1_100]);
  });

  it("returns rate_limited without a repeat when Retry-After of 429 is longer than the limit", async () => {
    const { fetch, requests } = scriptedFetch(status(429, { "Retry-After": "3" }));
    const { client, waits } = clientFor(fetch);
    const error = { kind: "rate_limited", retryAfterMs: 3_000 };
    assert.deepEqual(await client.getCall(CALL_ID), { ok: false, error });
    assert.equal(requests.length, 1);
    assert.deepEqual(waits, []);
  });

  it("returns rate_limited without a repeat when Retry-After of 429 does not fit in the deadline", async () => {
    const { fetch, requests } = scriptedFetch(status(429, { "Retry-After": "1" }));
    const { client } = clientFor(fetch);
    const error = { kind: "rate_limited", retryAfterMs: 1_000 };
    assert.deepEqual(await client.getCall(CALL_ID, { deadlineMs: 1_200 }), { ok: false, error });
    assert.equal(requests.length, 1);
  });

  it("waits for Retry-After of 503 and returns unavailable", async () => {
    const { fetch, requests } = scriptedFetch(status(503, { "Retry-After": "1" }));
    const { client, waits } = clientFor(fetch);
    const error = { kind: "unavailable", reason: "status", status: 503 };
    assert.deepEqual(await client.getCall(CALL_ID), { ok: false, error });
    assert.equal(requests.length, 3);
    assert.deepEqual(waits, [1_100, 1_200]);
  });

  it("does not repeat when 503 asks for a long wait", async () => {
    const { fetch, requests } = scriptedFetch(status(503, { "Retry-After": "60" }));
    const { client } = clientFor(fetch);
    assert.equal((await client.getCall(CALL_ID)).ok, false);
    assert.equal(requests.length, 1);
  });

  it("goes on when the sleep rejects", async () => {
    const { fetch } = scriptedFetch(status(503), json(sampleCall()));
    const sleep = () => Promise.reject(new Error("woken"));
    const client = createUltravox({ apiKey: API_KEY, baseUrl: BASE_URL, fetch, sleep });
    assert.equal((await client.getCall(CALL_ID)).ok, true);
  });
});
