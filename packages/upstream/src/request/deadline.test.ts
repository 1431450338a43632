import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { fakeClock } from "../../test/fake-clock.ts";
import { API_KEY, BASE_URL, CALL_ID, sampleCall } from "../../test/sample.ts";
import { json, never, scriptedFetch } from "../../test/scripted-fetch.ts";
import { ATTEMPT_MIN_MS, ATTEMPT_MS, DEADLINE_MS } from "../limits.ts";
import { createUltravox } from "../ultravox/index.ts";

const TIMEOUT = { ok: false, error: { kind: "unavailable", reason: "timeout" } };
const noJitter = () => 0;
const noSleep = async () => {};

describe("the deadline", () => {
  it("ends a call to the millisecond when the upstream never answers", async (t) => {
    const { settle } = fakeClock(t);
    const { fetch, requests } = scriptedFetch(never);
    const client = createUltravox({ apiKey: API_KEY, baseUrl: BASE_URL, fetch, random: noJitter });
    const { value, tookMs } = await settle(client.getCall(CALL_ID));
    assert.deepEqual(value, TIMEOUT);
    assert.equal(tookMs, DEADLINE_MS);
    assert.equal(requests.length, 2, "one attempt of full length, one with what was left");
  });

  it("is the caller's when one is given", async (t) => {
    const { settle } = fakeClock(t);
    const { fetch, requests } = scriptedFetch(never);
    const client = createUltravox({ apiKey: API_KEY, baseUrl: BASE_URL, fetch, random: noJitter });
    const { value, tookMs } = await settle(client.getCall(CALL_ID, { deadlineMs: 1_500 }));
    assert.deepEqual(value, TIMEOUT);
    assert.equal(tookMs, 1_500);
    assert.equal(requests.length, 1);
  });

  it("allows three attempts however long it is", async (t) => {
    const { settle } = fakeClock(t);
    const { fetch, requests } = scriptedFetch(never);
    const client = createUltravox({ apiKey: API_KEY, baseUrl: BASE_URL, fetch, sleep: noSleep });
    const { tookMs } = await settle(client.getCall(CALL_ID, { deadlineMs: 60_000 }));
    assert.equal(requests.length, 3);
    assert.equal(tookMs, 3 * ATTEMPT_MS);
  });

  it("leaves time to repeat an attempt that hangs", async (t) => {
    const { settle } = fakeClock(t);
    const { fetch } = scriptedFetch(never, json(sampleCall()));
    const client = createUltravox({ apiKey: API_KEY, baseUrl: BASE_URL, fetch, sleep: noSleep });
    const { value, tookMs } = await settle(client.getCall(CALL_ID));
    assert.equal(value.ok, true);
    assert.equal(tookMs, ATTEMPT_MS);
  });

  it("includes the time that the body takes", async (t) => {
    const { settle } = fakeClock(t);
    let cancelled = 0;
    const { fetch } = scriptedFetch(() => {
      const body = new ReadableStream({
        start: (controller) => controller.enqueue(new TextEncoder().encode("{")),
        cancel: () => {
          cancelled += 1;
        },
      });
      return new Response(body);
    });
    const client = createUltravox({ apiKey: API_KEY, baseUrl: BASE_URL, fetch, random: noJitter });
    const { value, tookMs } = await settle(client.getCall(CALL_ID));
    assert.deepEqual(value, TIMEOUT);
    assert.equal(tookMs, DEADLINE_MS);
    assert.equal(cancelled, 2, "each attempt lets its body go");
  });

  it("cancels an answer that comes after its attempt was given up", async (t) => {
    const { settle } = fakeClock(t);
    let cancelled = 0;
    let answerLate = (_: Response) => {};
    const late = new Promise<Response>((resolve) => {
      answerLate = resolve;
    });
    const { fetch } = scriptedFetch(() => late, json(sampleCall()));
    const client = createUltravox({ apiKey: API_KEY, baseUrl: BASE_URL, fetch, random: noJitter });
    const { value } = await settle(client.getCall(CALL_ID));
    const body = new ReadableStream({
      cancel: () => {
        cancelled += 1;
      },
    });
    answerLate(new Response(body));
    await settle(Promise.resolve());
    assert.equal(value.ok, true);
    assert.equal(cancelled, 1);
  });

  it("aborts the signal of fetch when an attempt is given up", async (t) => {
    const { settle } = fakeClock(t);
    const { fetch, requests } = scriptedFetch(never);
    const client = createUltravox({ apiKey: API_KEY, baseUrl: BASE_URL, fetch });
    await settle(client.getCall(CALL_ID, { deadlineMs: 1_000 }));
    assert.equal(requests[0]?.init.signal?.aborted, true);
  });

  for (const deadlineMs of [0, -1, Number.NaN]) {
    it(`fails as timeout without a request when it is ${deadlineMs}`, async () => {
      const { fetch, requests } = scriptedFetch(json(sampleCall()));
      const client = createUltravox({ apiKey: API_KEY, baseUrl: BASE_URL, fetch });
      assert.deepEqual(await client.getCall(CALL_ID, { deadlineMs }), TIMEOUT);
      assert.equal(requests.length, 0);
    });
  }

  it("starts no attempt with too little time left", async () => {
    let clockMs = 0;
    const { fetch, requests } = scriptedFetch(() => {
      clockMs += 1_000 - ATTEMPT_MIN_MS + 1;
      throw new Error("reset");
    });
    const client = createUltravox({
      apiKey: API_KEY,
      baseUrl: BASE_URL,
      fetch,
      random: noJitter,
      now: () => clockMs,
      sleep: async () => {},
    });
    const result = await client.getCall(CALL_ID, { deadlineMs: 1_000 });
    assert.deepEqual(result, { ok: false, error: { kind: "unavailable", reason: "network" } });
    assert.equal(requests.length, 1);
  });

  /** A client whose waits take a minute, and a signal that aborts meanwhile where that is asked for. */
  function oversleeper(fetch: typeof globalThis.fetch, controller?: AbortController) {
    let clockMs = 0;
    const sleep = async () => {
      clockMs += 60_000;
      controller?.abort();
    };
    return createUltravox({ apiKey: API_KEY, baseUrl: BASE_URL, fetch, sleep, now: () => clockMs });
  }

  it("starts no attempt after a wait that took too long", async () => {
    const { fetch, requests } = scriptedFetch(new Error("reset"));
    const error = { kind: "unavailable", reason: "network" };
    assert.deepEqual(await oversleeper(fetch).getCall(CALL_ID), { ok: false, error });
    assert.equal(requests.length, 1);
  });

  it("returns aborted when the signal aborts during a wait that took too long", async () => {
    const controller = new AbortController();
    const { fetch } = scriptedFetch(new Error("reset"));
    const { signal } = controller;
    const result = await oversleeper(fetch, controller).getCall(CALL_ID, { signal });
    assert.deepEqual(result, { ok: false, error: { kind: "aborted" } });
  });
});
