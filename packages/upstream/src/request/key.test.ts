import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { inspect } from "node:util";
import { API_KEY, BASE_URL, CALL_ID, sampleCall } from "../../test/sample.ts";
import { json, scriptedFetch, status } from "../../test/scripted-fetch.ts";
import { createUltravox } from "../ultravox/index.ts";

describe("the API key", () => {
  it("is in one header of the request and nowhere else", async () => {
    const { fetch, requests } = scriptedFetch(json(sampleCall()));
    const client = createUltravox({ apiKey: API_KEY, baseUrl: BASE_URL, fetch });
    await client.getCall(CALL_ID);
    const [request] = requests;
    assert.ok(request);
    assert.deepEqual(Object.fromEntries(request.headers), {
      accept: "application/json",
      "x-api-key": API_KEY,
    });
    assert.equal(request.url.href.includes(API_KEY), false);
    assert.equal(request.init.method, "GET");
    assert.equal(request.init.body, undefined);
  });

  it("is absent from a client that is printed or serialised", () => {
    const client = createUltravox({ apiKey: API_KEY, baseUrl: BASE_URL });
    assert.equal(inspect(client, { depth: 9, showHidden: true }).includes(API_KEY), false);
    assert.equal(JSON.stringify(client).includes(API_KEY), false);
  });

  it("calls fetch without a receiver, as workerd and browsers require", async () => {
    let receiver: unknown = "not called";
    function send(this: unknown): Promise<Response> {
      receiver = this;
      return Promise.resolve(json(sampleCall()));
    }
    const client = createUltravox({ apiKey: API_KEY, baseUrl: BASE_URL, fetch: send as typeof fetch });
    await client.getCall(CALL_ID);
    assert.equal(receiver, undefined);
  });

  it("looks up the standard fetch at each request, so that it can be replaced", async (t) => {
    const client = createUltravox({ apiKey: API_KEY, baseUrl: BASE_URL });
    const replaced = t.mock.method(globalThis, "fetch", async () => json(sampleCall()));
    assert.equal((await client.getCall(CALL_ID)).ok, true);
    assert.equal(replaced.mock.callCount(), 1);
  });

  const ECHO = `${API_KEY} UPSTREAM-TEXT https://upstream.example/api/calls wss://join.example`;

  for (const [name, step] of [
    ["a broken connection", Object.assign(new Error(ECHO), { cause: new Error(ECHO) })],
    ["401", status(401)],
    ["429", status(429, { "Retry-After": ECHO })],
    ["500", new Response(ECHO, { status: 500, statusText: "UPSTREAM-TEXT" })],
    ["302", status(302, { Location: `https://evil.example/?${API_KEY}` })],
    ["not JSON", new Response(ECHO)],
    ["a wrong schema", json({ callId: 1, created: ECHO, [ECHO]: ECHO })],
    ["another call", json(sampleCall({ callId: "UPSTREAM-TEXT" }))],
  ] as const) {
    it(`is absent from the error, as are URL and upstream text, after ${name}`, async () => {
      const { fetch } = scriptedFetch(step);
      const client = createUltravox({ apiKey: API_KEY, baseUrl: BASE_URL, fetch, sleep: async () => {} });
      const result = await client.getCall(CALL_ID);
      assert.equal(result.ok, false);
      const shown = inspect(result, { depth: 9, showHidden: true });
      for (const text of [API_KEY, "UPSTREAM-TEXT", "example", "cause", CALL_ID]) {
        assert.equal(shown.includes(text), false, `${text} in ${shown}`);
      }
    });
  }
});
