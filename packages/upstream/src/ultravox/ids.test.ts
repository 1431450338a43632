import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { API_KEY, BASE_URL, CALL_ID, sampleCall, samplePage } from "../../test/sample.ts";
import { json, scriptedFetch } from "../../test/scripted-fetch.ts";
import { createUltravox } from "./index.ts";

const NOT_FOUND = { ok: false, error: { kind: "not_found" } };
const WRONG_ID = { ok: false, error: { kind: "invalid", reason: "wrong_id" } };

function clientFor(body: unknown) {
  const { fetch, requests } = scriptedFetch(json(body));
  return { client: createUltravox({ apiKey: API_KEY, baseUrl: BASE_URL, fetch }), requests };
}

describe("createUltravox ids", () => {
  for (const id of [
    "",
    ".",
    "..",
    "/",
    "a/b",
    "../agents",
    "..\\agents",
    `${CALL_ID}/recording`,
    "a\nb",
    "a\0b",
    "\ud800",
    "x".repeat(129),
  ]) {
    it(`returns not_found without a request for ${JSON.stringify(id).slice(0, 30)}`, async () => {
      const { client, requests } = clientFor(sampleCall());
      assert.deepEqual(await client.getCall(id), NOT_FOUND);
      assert.deepEqual(await client.countStages(id), NOT_FOUND);
      assert.equal(requests.length, 0);
    });
  }

  for (const id of ["a b", "a?b", "a#b", "%2e%2e", "%2Fagents", "a;b", "é", "...", "👋"]) {
    it(`keeps ${id} one segment of the path`, async () => {
      const { client, requests } = clientFor(sampleCall({ callId: id }));
      assert.equal((await client.getCall(id)).ok, true);
      const { url } = requests[0] ?? {};
      assert.equal(url?.pathname, `/api/calls/${encodeURIComponent(id)}`);
      assert.equal(url?.search, "");
      assert.equal(url?.hash, "");
    });
  }

  it("returns wrong_id when the answer is about another call", async () => {
    const { client } = clientFor(sampleCall({ callId: "7d1c7f6a-1d0e-4a39-8f6e-52f7a9d7c002" }));
    assert.deepEqual(await client.getCall(CALL_ID), WRONG_ID);
  });

  it("accepts an id in capitals", async () => {
    const { client } = clientFor(sampleCall());
    const result = await client.getCall(CALL_ID.toUpperCase());
    assert.equal(result.ok && result.value.callId, CALL_ID);
  });

  for (const [name, body, expected] of [
    ["the total", samplePage([{}], { total: 3 }), { ok: true, value: 3 }],
    ["null without a total", { results: [{}] }, { ok: true, value: null }],
    ["null for a total that is no count", samplePage([{}], { total: "3" }), { ok: true, value: null }],
    ["schema for no page", { total: 3 }, { ok: false, error: { kind: "invalid", reason: "schema" } }],
  ] as const) {
    it(`countStages returns ${name}`, async () => {
      const { client, requests } = clientFor(body);
      assert.deepEqual(await client.countStages(CALL_ID), expected);
      assert.equal(requests[0]?.url.href, `${BASE_URL}/calls/${CALL_ID}/stages?pageSize=1`);
    });
  }
});
