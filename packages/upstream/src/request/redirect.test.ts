import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { API_KEY, BASE_URL, CALL_ID, sampleCall } from "../../test/sample.ts";
import { json, scriptedFetch, status } from "../../test/scripted-fetch.ts";
import { createUltravox } from "../ultravox/index.ts";

const REDIRECT = { ok: false, error: { kind: "invalid", reason: "redirect" } };

describe("a redirect", () => {
  for (const code of [300, 301, 302, 303, 304, 307, 308, 399]) {
    it(`is refused when the status is ${code}`, async () => {
      const response =
        code === 304
          ? new Response(null, { status: 304 })
          : status(code, { Location: "https://evil.example/" });
      const { fetch, requests } = scriptedFetch(response);
      const client = createUltravox({ apiKey: API_KEY, baseUrl: BASE_URL, fetch });
      assert.deepEqual(await client.getCall(CALL_ID), REDIRECT);
      assert.equal(requests.length, 1);
      assert.equal(requests[0]?.init.redirect, "manual");
    });
  }

  /** An answer with what only a runtime can set. */
  function responseWith(fields: Partial<Response>): Response {
    const response = json(sampleCall());
    for (const [name, value] of Object.entries(fields)) Object.defineProperty(response, name, { value });
    return response;
  }

  for (const [name, fields] of [
    ["a browser's opaque redirect", { type: "opaqueredirect", status: 0, ok: false }],
    ["an answer of a followed redirect", { redirected: true }],
  ] as const) {
    it(`is refused when the runtime shows ${name}`, async () => {
      const { fetch } = scriptedFetch(() => responseWith(fields));
      const client = createUltravox({ apiKey: API_KEY, baseUrl: BASE_URL, fetch });
      assert.deepEqual(await client.getCall(CALL_ID), REDIRECT);
    });
  }

  it("is not confused with a network error response, which is unavailable", async () => {
    const { fetch } = scriptedFetch(() => Response.error());
    const client = createUltravox({ apiKey: API_KEY, baseUrl: BASE_URL, fetch, sleep: async () => {} });
    const error = { kind: "unavailable", reason: "network" };
    assert.deepEqual(await client.getCall(CALL_ID), { ok: false, error });
  });
});
