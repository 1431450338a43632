import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { AGENT_ID, API_KEY, BASE_URL, sampleCall, samplePage } from "../../test/sample.ts";
import { json, scriptedFetch } from "../../test/scripted-fetch.ts";
import { CURSOR_MAX_CHARACTERS } from "../limits.ts";
import { createUltravox } from "./index.ts";

const SCHEMA = { ok: false, error: { kind: "invalid", reason: "schema" } };

async function list(body: unknown) {
  const { fetch } = scriptedFetch(json(body));
  return createUltravox({ apiKey: API_KEY, baseUrl: BASE_URL, fetch }).listCalls({ pageSize: 25 });
}

describe("parsePage", () => {
  it("leaves out and counts a row that does not parse", async () => {
    const rows = [
      sampleCall(),
      null,
      [],
      "row",
      {},
      sampleCall({ created: "yesterday" }),
      sampleCall({ callId: "second", endReason: "abducted" }),
    ];
    const result = await list(samplePage(rows, { total: 99 }));
    assert.ok(result.ok);
    assert.deepEqual(
      result.value.items.map(({ callId }) => callId),
      [sampleCall().callId, "second"],
    );
    assert.equal(result.value.skipped, 5);
    assert.equal(result.value.total, 99);
  });

  it("returns an empty page with its cursor when every row is broken", async () => {
    const next = "https://upstream.example/api/calls?cursor=abc";
    const result = await list(samplePage([{}, {}], { next }));
    assert.deepEqual(result, { ok: true, value: { items: [], skipped: 2, cursor: "abc", total: 2 } });
  });

  it("applies the same rules to agents", async () => {
    const { fetch } = scriptedFetch(json(samplePage([{ agentId: AGENT_ID, name: "a" }, { name: "b" }])));
    const result = await createUltravox({ apiKey: API_KEY, baseUrl: BASE_URL, fetch }).listAgents({});
    const items = [{ agentId: AGENT_ID, name: "a" }];
    assert.deepEqual(result, { ok: true, value: { items, skipped: 1, cursor: null, total: 2 } });
  });

  for (const body of [null, [], "page", 5, {}, { results: null }, { results: {} }, { results: "rows" }]) {
    it(`fails for the body ${JSON.stringify(body)}`, async () => {
      assert.deepEqual(await list(body), SCHEMA);
    });
  }

  for (const [next, cursor] of [
    [undefined, null],
    [null, null],
    ["", null],
    ["https://api.ultravox.ai/api/calls?cursor=cD0y%3D%2B&pageSize=3", "cD0y=+"],
    ["http://elsewhere.example:81/x?a=b&cursor=abc#f", "abc"],
    [
      `https://upstream.example/?cursor=${"x".repeat(CURSOR_MAX_CHARACTERS)}`,
      "x".repeat(CURSOR_MAX_CHARACTERS),
    ],
  ] as const) {
    it(`reads the cursor of next ${String(next).slice(0, 50)}`, async () => {
      const result = await list(samplePage([], { next }));
      assert.equal(result.ok && result.value.cursor, cursor);
    });
  }

  for (const next of [
    5,
    {},
    true,
    "not a URL",
    "/api/calls?cursor=abc",
    "https://upstream.example/api/calls",
    "https://upstream.example/api/calls?cursor=",
    "https://upstream.example/api/calls?page=2",
    `https://upstream.example/?cursor=${"x".repeat(CURSOR_MAX_CHARACTERS + 1)}`,
  ]) {
    it(`fails for next ${JSON.stringify(next).slice(0, 50)}`, async () => {
      assert.deepEqual(await list(samplePage([], { next })), SCHEMA);
    });
  }

  it("gives a cursor that is sent to the base URL wherever `next` points", async () => {
    const next = "https://evil.example/api/calls?cursor=abc&pageSize=1000&metadata.tenant=south";
    const { fetch, requests } = scriptedFetch(json(samplePage([], { next })));
    const client = createUltravox({ apiKey: API_KEY, baseUrl: BASE_URL, fetch });
    const first = await client.listCalls({ pageSize: 5 });
    assert.ok(first.ok && first.value.cursor);
    await client.listCalls({ pageSize: 5, cursor: first.value.cursor });
    assert.equal(requests[1]?.url.href, `${BASE_URL}/calls?sort=-created&pageSize=5&cursor=abc`);
  });

  for (const [total, expected] of [
    [undefined, null],
    [null, null],
    ["7", null],
    [-1, null],
    [1.5, null],
    [0, 0],
    [7, 7],
  ] as const) {
    it(`reads a total of ${JSON.stringify(total)} as ${expected}`, async () => {
      const result = await list(samplePage([], { total }));
      assert.equal(result.ok && result.value.total, expected);
    });
  }
});
