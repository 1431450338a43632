import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { AGENT_ID, API_KEY, BASE_URL, CALL_ID, samplePage } from "../../test/sample.ts";
import { json, scriptedFetch } from "../../test/scripted-fetch.ts";
import { type CallsQuery, createUltravox } from "./index.ts";

function clientFor(body: unknown = samplePage([])) {
  const { fetch, requests } = scriptedFetch(json(body));
  return { client: createUltravox({ apiKey: API_KEY, baseUrl: BASE_URL, fetch }), requests };
}

/** The query string that a query is sent as, decoded. */
async function sent(query: CallsQuery): Promise<[string, string][]> {
  const { client, requests } = clientFor();
  await client.listCalls(query);
  assert.equal(requests[0]?.url.pathname, "/api/calls");
  return [...(requests[0]?.url.searchParams ?? [])];
}

describe("createUltravox queries", () => {
  it("sends newest first and the page size always", async () => {
    assert.deepEqual(await sent({ pageSize: 25 }), [
      ["sort", "-created"],
      ["pageSize", "25"],
    ]);
  });

  it("sends every filter in the vendor's name and form", async () => {
    const query = {
      agentIds: [AGENT_ID, CALL_ID],
      metadata: { tenant: "north & süd", "a.b": "1=2" },
      fromDate: "2026-07-01T00:00:00.000Z",
      toDate: "2026-07-02",
      durationMinMs: 500,
      durationMaxMs: 300_000,
      search: "größe",
      cursor: "cD0yMDI2+/=",
      pageSize: 100,
    };
    assert.deepEqual(await sent(query), [
      ["sort", "-created"],
      ["pageSize", "100"],
      ["agentIds", AGENT_ID],
      ["agentIds", CALL_ID],
      ["fromDate", "2026-07-01T00:00:00.000Z"],
      ["toDate", "2026-07-02"],
      ["metadata.tenant", "north & süd"],
      ["metadata.a.b", "1=2"],
      ["search", "größe"],
      ["cursor", "cD0yMDI2+/="],
      ["durationMin", "0.5s"],
      ["durationMax", "300s"],
    ]);
  });

  for (const [ms, text] of [
    [0, "0s"],
    [1, "0.001s"],
    [1_500, "1.5s"],
    [90_061_001, "90061.001s"],
  ] as const) {
    it(`sends ${ms} ms as ${text}`, async () => {
      assert.deepEqual((await sent({ pageSize: 1, durationMinMs: ms }))[2], ["durationMin", text]);
    });
  }

  it("returns no rows without a request for an empty list of agents", async () => {
    const { client, requests } = clientFor();
    const value = { items: [], skipped: 0, cursor: null, total: 0 };
    assert.deepEqual(await client.listCalls({ agentIds: [], pageSize: 25 }), { ok: true, value });
    assert.equal(requests.length, 0);
  });

  it("leaves out an empty search", async () => {
    assert.equal((await sent({ pageSize: 1, search: "" })).length, 2);
  });

  const REFUSED: [name: string, changes: Record<string, unknown>, option: string][] = [
    ["an empty metadata value", { metadata: { tenant: "" } }, "metadata"],
    ["an undefined metadata value", { metadata: { tenant: undefined } }, "metadata"],
    ["a metadata value that is no text", { metadata: { tenant: 5 } }, "metadata"],
    ["an empty metadata key", { metadata: { "": "x" } }, "metadata"],
    ["an empty agent id", { agentIds: [""] }, "agentIds"],
    ["an undefined agent id", { agentIds: [undefined] }, "agentIds"],
    ["an empty from", { fromDate: "" }, "fromDate"],
    ["an empty to", { toDate: "" }, "toDate"],
    ["an empty cursor", { cursor: "" }, "cursor"],
    ["a negative duration", { durationMinMs: -1 }, "durationMinMs"],
    ["half a millisecond", { durationMaxMs: 0.5 }, "durationMaxMs"],
    ["no number", { durationMaxMs: Number.NaN }, "durationMaxMs"],
    ["no page size", { pageSize: undefined }, "pageSize"],
    ["a page of 0", { pageSize: 0 }, "pageSize"],
    ["a page of 101", { pageSize: 101 }, "pageSize"],
    ["half a row", { pageSize: 1.5 }, "pageSize"],
  ];

  for (const [name, changes, option] of REFUSED) {
    it(`rejects with a TypeError that names ${option} for ${name}`, async () => {
      const { client, requests } = clientFor();
      const query = { pageSize: 5, ...changes } as unknown as CallsQuery;
      await assert.rejects(
        client.listCalls(query),
        (error) => error instanceof TypeError && error.message.includes(`\`${option}\``),
      );
      assert.equal(requests.length, 0);
    });
  }

  it("sends page size and cursor for agents", async () => {
    const { client, requests } = clientFor();
    await client.listAgents({});
    await client.listAgents({ cursor: "a b", pageSize: 2 });
    assert.deepEqual(
      requests.map(({ url }) => url.pathname + url.search),
      ["/api/agents?pageSize=50", "/api/agents?pageSize=2&cursor=a+b"],
    );
    await assert.rejects(client.listAgents({ pageSize: 0 }), TypeError);
  });
});
