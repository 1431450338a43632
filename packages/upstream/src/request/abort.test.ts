import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { fakeClock } from "../../test/fake-clock.ts";
import { API_KEY, BASE_URL, CALL_ID, sampleCall } from "../../test/sample.ts";
import { json, never, scriptedFetch, status } from "../../test/scripted-fetch.ts";
import { createUltravox } from "../ultravox/index.ts";

const ABORTED = { ok: false, error: { kind: "aborted" } };

describe("an aborted signal", () => {
  it("sends no request when it is already aborted", async () => {
    const { fetch, requests } = scriptedFetch(json(sampleCall()));
    const client = createUltravox({ apiKey: API_KEY, baseUrl: BASE_URL, fetch });
    assert.deepEqual(await client.getCall(CALL_ID, { signal: AbortSignal.abort() }), ABORTED);
    assert.equal(requests.length, 0);
  });

  it("ends a request whose fetch ignores it", async () => {
    const controller = new AbortController();
    const { fetch, requests } = scriptedFetch(never);
    const client = createUltravox({ apiKey: API_KEY, baseUrl: BASE_URL, fetch });
    const pending = client.getCall(CALL_ID, { signal: controller.signal });
    controller.abort(new Error("REASON"));
    assert.deepEqual(await pending, ABORTED);
    assert.equal(requests.length, 1, "and it is not repeated");
    assert.equal(requests[0]?.init.signal?.aborted, true);
  });

  it("ends a body that is being read", async () => {
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

  it("ends the wait before a repeat when the sleep ignores it", async () => {
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

  it("ends the standard sleep at once", async (t) => {
    // Its time stands still: a sleep that waits for its end never ends.
    fakeClock(t);
    const controller = new AbortController();
    const { fetch } = scriptedFetch(() => {
      setImmediate(() => controller.abort());
      return status(503, { "Retry-After": "2" });
    });
    const client = createUltravox({ apiKey: API_KEY, baseUrl: BASE_URL, fetch });
    assert.deepEqual(await client.getCall(CALL_ID, { signal: controller.signal }), ABORTED);
  });

  it("keeps no listener after a request", async () => {
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
});
