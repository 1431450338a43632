import assert from "node:assert/strict";
import { test } from "node:test";
import { API_KEY, BASE_URL, CALL_ID, sampleCall } from "../../test/sample.ts";
import { json, never, scriptedFetch, status } from "../../test/scripted-fetch.ts";
import { createUltravox } from "../ultravox/index.ts";

const ABORTED = { ok: false, error: { kind: "aborted" } };

test("a signal that is already aborted asks nothing", async () => {
  const { fetch, requests } = scriptedFetch(json(sampleCall()));
  const client = createUltravox({ apiKey: API_KEY, baseUrl: BASE_URL, fetch });
  assert.deepEqual(await client.getCall(CALL_ID, { signal: AbortSignal.abort() }), ABORTED);
  assert.equal(requests.length, 0);
});

test("an abort ends a request whose fetch does not heed it", async () => {
  const controller = new AbortController();
  const { fetch, requests } = scriptedFetch(never);
  const client = createUltravox({ apiKey: API_KEY, baseUrl: BASE_URL, fetch });
  const pending = client.getCall(CALL_ID, { signal: controller.signal });
  controller.abort(new Error("REASON"));
  assert.deepEqual(await pending, ABORTED);
  assert.equal(requests.length, 1, "and it is not repeated");
  assert.equal(requests[0]?.init.signal?.aborted, true);
});

test("an abort ends a body that is being read", async () => {
  const controller = new AbortController();
  let isCancelled = false;
  const { fetch } = scriptedFetch(() => {
    const body = new ReadableStream({
      cancel: () => {
        isCancelled = true;
      },
    });
    setImmediate(() => controller.abort());
    return new Response(body);
  });
  const client = createUltravox({ apiKey: API_KEY, baseUrl: BASE_URL, fetch });
  assert.deepEqual(await client.getCall(CALL_ID, { signal: controller.signal }), ABORTED);
  assert.equal(isCancelled, true);
});

test("an abort ends the wait before a repeat, also where the sleep does not heed it", async () => {
  const controller = new AbortController();
  const { fetch, requests } = scriptedFetch(status(503));
  const sleep = () => {
    setImmediate(() => controller.abort());
    return new Promise<void>(() => {});
  };
  const client = createUltravox({ apiKey: API_KEY, baseUrl: BASE_URL, fetch, sleep });
  assert.deepEqual(await client.getCall(CALL_ID, { signal: controller.signal }), ABORTED);
  assert.equal(requests.length, 1);
});

test("an abort ends the standard sleep at once", async () => {
  const controller = new AbortController();
  const { fetch } = scriptedFetch(() => {
    setImmediate(() => controller.abort());
    return status(503, { "Retry-After": "2" });
  });
  const client = createUltravox({ apiKey: API_KEY, baseUrl: BASE_URL, fetch });
  const startMs = performance.now();
  assert.deepEqual(await client.getCall(CALL_ID, { signal: controller.signal }), ABORTED);
  assert.ok(performance.now() - startMs < 1_500);
});

test("a signal that outlives many requests keeps no listener", async () => {
  const controller = new AbortController();
  let listeners = 0;
  const { signal } = controller;
  const add = signal.addEventListener.bind(signal);
  const remove = signal.removeEventListener.bind(signal);
  signal.addEventListener = (...args: Parameters<typeof add>) => {
    listeners += 1;
    add(...args);
  };
  signal.removeEventListener = (...args: Parameters<typeof remove>) => {
    listeners -= 1;
    remove(...args);
  };
  const { fetch } = scriptedFetch(status(503), json(sampleCall()));
  const client = createUltravox({ apiKey: API_KEY, baseUrl: BASE_URL, fetch, random: () => 0 });
  assert.equal((await client.getCall(CALL_ID, { signal })).ok, true);
  assert.equal(listeners, 0);
});
