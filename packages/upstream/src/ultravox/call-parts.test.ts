import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  API_KEY,
  BASE_URL,
  CALL_ID,
  PART_SECRETS,
  sampleEvent,
  sampleMessage,
  samplePage,
} from "../../test/sample.ts";
import { json, scriptedFetch, status } from "../../test/scripted-fetch.ts";
import { SINGLE_BODY_MAX_BYTES } from "../limits.ts";
import { createUltravox, type Ultravox, type UltravoxEvent } from "./index.ts";

const NOT_FOUND = { ok: false, error: { kind: "not_found" } };
const OTHER_ID = "7d1c7f6a-1d0e-4a39-8f6e-52f7a9d7c002";

function clientFor(...steps: Parameters<typeof scriptedFetch>) {
  const { fetch, requests } = scriptedFetch(...steps);
  return { client: createUltravox({ apiKey: API_KEY, baseUrl: BASE_URL, fetch }), requests };
}

type Part = "listMessages" | "listEvents";
const PARTS: [method: Part, row: () => unknown, path: string][] = [
  ["listMessages", sampleMessage, "messages?mode=in_call&"],
  ["listEvents", sampleEvent, "events?"],
];

describe("listMessages and listEvents", () => {
  for (const [method, row, path] of PARTS) {
    const list = (client: Ultravox, id = CALL_ID, cursor?: string) =>
      client[method](id, { pageSize: 5, cursor });

    it(`${method} requests the call's own path and follows its cursor`, async () => {
      const next = "https://evil.example/api/calls/other/messages?cursor=a%2Bb&mode=last_stage";
      const { client, requests } = clientFor(json(samplePage([row()], { next, total: 9 })));
      const page = await list(client);
      assert.ok(page.ok);
      assert.equal(page.value.cursor, "a+b");
      assert.equal(page.value.total, 9);
      assert.equal(page.value.items.length, 1);
      await list(client, CALL_ID, page.value.cursor ?? "");
      const base = `${BASE_URL}/calls/${CALL_ID}/${path}pageSize=5`;
      assert.deepEqual(
        requests.map(({ url }) => url.href),
        [base, `${base}&cursor=a%2Bb`],
      );
      for (const { headers } of requests) assert.equal(headers.get("X-API-Key"), API_KEY);
    });

    it(`${method} leaves out and counts a row that does not parse`, async () => {
      const { client } = clientFor(json(samplePage([null, row(), {}, "row"])));
      const page = await list(client);
      assert.ok(page.ok);
      assert.equal(page.value.items.length, 1);
      assert.equal(page.value.skipped, 3);
      for (const secret of PART_SECRETS) assert.equal(JSON.stringify(page).includes(secret), false, secret);
    });

    it(`${method} returns not_found for 404, and without a request for an id that cannot exist`, async () => {
      const { client, requests } = clientFor(status(404));
      assert.deepEqual(await list(client), NOT_FOUND);
      assert.equal(requests.length, 1);
      for (const id of ["", "..", "a/b", "a\n"]) assert.deepEqual(await list(client, id), NOT_FOUND);
      assert.equal(requests.length, 1);
    });

    it(`${method} accepts a page as large as a list`, async () => {
      const body = JSON.stringify(samplePage([row()])).padEnd(SINGLE_BODY_MAX_BYTES * 2);
      const { client } = clientFor(new Response(body));
      assert.equal((await list(client)).ok, true);
    });

    it(`${method} rejects a page size that is no whole number from 1 to 100`, async () => {
      const { client, requests } = clientFor(json(samplePage([])));
      for (const pageSize of [0, -1, 101, 1.5, Number.NaN]) {
        await assert.rejects(async () => client[method](CALL_ID, { pageSize }), /TypeError: `pageSize`/);
      }
      assert.equal(requests.length, 0);
    });
  }

  it("listEvents refuses the page when one row is of another call", async () => {
    const { client } = clientFor(json(samplePage([sampleEvent(), sampleEvent({ callId: OTHER_ID })])));
    const error = { kind: "invalid", reason: "wrong_id" };
    assert.deepEqual(await client.listEvents(CALL_ID, { pageSize: 5 }), { ok: false, error });
  });

  it("listEvents accepts rows with the call's id in capitals or without it", async () => {
    const rows = [sampleEvent({ callId: CALL_ID.toUpperCase() }), sampleEvent({ callId: undefined })];
    const { client } = clientFor(json(samplePage(rows)));
    const page = await client.listEvents(CALL_ID, { pageSize: 5 });
    assert.equal(page.ok && page.value.items.length, 2);
  });

  for (const minimumSeverity of ["debug", "info", "warning", "error"] as const) {
    it(`listEvents sends the minimum severity ${minimumSeverity}`, async () => {
      const { client, requests } = clientFor(json(samplePage([])));
      await client.listEvents(CALL_ID, { pageSize: 5, minimumSeverity });
      assert.equal(requests[0]?.url.searchParams.get("minimum_severity"), minimumSeverity);
    });
  }

  const EVENT: UltravoxEvent = {
    atMs: 21_044,
    severity: "error",
    type: "tool_error",
    text: "Tool bookSlot failed.",
  };
  const EVENTS: [changes: Record<string, unknown>, expected: Partial<UltravoxEvent> | null][] = [
    [{}, {}],
    [{ wallClockTimestamp: null }, {}],
    [{ callTimestamp: "2026-07-02T09:14:06Z" }, { atMs: 21_102 }],
    [{ callTimestamp: undefined }, { atMs: 21_102 }],
    [{ callTimestamp: "21.044", wallClockTimestamp: 7 }, { atMs: null }],
    [{ callTimestamp: "-0.5s", wallClockTimestamp: null }, { atMs: null }],
    [{ callTimestamp: "0s" }, { atMs: 0 }],
    [{ severity: "catastrophe" }, { severity: "info" }],
    [{ severity: undefined }, { severity: "info" }],
    [{ text: null }, { text: "" }],
    [{ type: "of_next_year" }, { type: "of_next_year" }],
    [{ type: undefined }, null],
    [{ type: 5 }, null],
    [{ text: 5 }, null],
  ];

  for (const [changes, expected] of EVENTS) {
    it(`listEvents reads ${JSON.stringify(changes)} as ${JSON.stringify(expected)}`, async () => {
      const { client } = clientFor(json(samplePage([sampleEvent(changes)])));
      const page = await client.listEvents(CALL_ID, { pageSize: 5 });
      assert.ok(page.ok);
      assert.deepEqual(page.value.items, expected === null ? [] : [{ ...EVENT, ...expected }]);
      assert.equal(page.value.skipped, expected === null ? 1 : 0);
    });
  }
});
