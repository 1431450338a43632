import assert from "node:assert/strict";
import type { ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { describe, it } from "node:test";
import { type HostileServer, startHostileServer } from "../../test/hostile-server.ts";
import { AGENT_ID, API_KEY, CALL_ID, sampleCall } from "../../test/sample.ts";
import { type CallStart, createUltravox } from "./index.ts";

const START: CallStart = {
  templateContext: { name: "Ada" },
  metadata: { keyhole_start: "S1" },
  joinTimeoutMs: 30_000,
  maxDurationMs: 600_000,
  recordingEnabled: true,
  initialOutputMedium: "voice",
};
const JOIN_URL = "wss://join.example/calls/1";

const clientOf = (server: HostileServer) =>
  createUltravox({ apiKey: API_KEY, baseUrl: server.baseUrl, random: () => 0, sleep: async () => {} });

const answer = (status: number, body: unknown) => (_: unknown, response: ServerResponse) =>
  response.writeHead(status, { "Content-Type": "application/json" }).end(JSON.stringify(body));

const created = (changes: Record<string, unknown> = {}) =>
  sampleCall({ joined: null, ended: null, endReason: null, metadata: START.metadata, ...changes });

describe("startCall", () => {
  it("sends what the vendor's spec names, once, and returns the call with its join URL", async () => {
    let body = "";
    await using server = await startHostileServer(async (request, response) => {
      body = await text(request);
      answer(201, created())(request, response);
    });
    const started = await clientOf(server).startCall(AGENT_ID, { ...START, throttle: "web calls" });
    assert.ok(started.ok);
    assert.equal(started.value.joinUrl, JOIN_URL);
    assert.equal(started.value.call.callId, CALL_ID);
    assert.deepEqual(server.requests, [`POST /api/agents/${AGENT_ID}/calls?throttle=web+calls`]);
    assert.deepEqual(JSON.parse(body), {
      templateContext: { name: "Ada" },
      metadata: { keyhole_start: "S1" },
      medium: { webRtc: {} },
      joinTimeout: "30s",
      maxDuration: "600s",
      recordingEnabled: true,
      initialOutputMedium: "MESSAGE_MEDIUM_VOICE",
    });
  });

  for (const status of [429, 502, 503]) {
    it(`does not repeat after ${status}, whatever wait it names`, async () => {
      await using server = await startHostileServer((_, response) =>
        response.writeHead(status, { "Retry-After": "0" }).end(),
      );
      const started = await clientOf(server).startCall(AGENT_ID, START);
      assert.equal(started.ok, false);
      assert.equal(server.requests.length, 1);
    });
  }

  it("takes a 503 that names a wait for a line that is busy, and another for an unknown outcome", async () => {
    let headers: Record<string, string> = { "Retry-After": "2" };
    await using server = await startHostileServer((_, response) => response.writeHead(503, headers).end());
    const busy = await clientOf(server).startCall(AGENT_ID, START);
    assert.deepEqual(busy, { ok: false, error: { kind: "rate_limited", retryAfterMs: 2_000 } });
    headers = {};
    const unknown = await clientOf(server).startCall(AGENT_ID, START);
    assert.deepEqual(unknown, { ok: false, error: { kind: "unavailable", reason: "status", status: 503 } });
  });

  for (const joinUrl of [null, "", "https://join.example/1", "ftp://x", "javascript:alert(1)", 7, {}]) {
    it(`refuses the join URL ${JSON.stringify(joinUrl)}`, async () => {
      await using server = await startHostileServer(answer(201, created({ joinUrl })));
      const started = await clientOf(server).startCall(AGENT_ID, START);
      assert.deepEqual(started, { ok: false, error: { kind: "invalid", reason: "schema" } });
    });
  }

  it("takes ws from a vendor on loopback, and from no other", async () => {
    const joinUrl = "ws://127.0.0.1:9/calls/1";
    await using server = await startHostileServer(answer(201, created({ joinUrl })));
    const near = await clientOf(server).startCall(AGENT_ID, START);
    assert.equal(near.ok && near.value.joinUrl, joinUrl);
    const far = createUltravox({
      apiKey: API_KEY,
      baseUrl: "https://upstream.example/api",
      fetch: async () => Response.json(created({ joinUrl }), { status: 201 }),
    });
    assert.equal((await far.startCall(AGENT_ID, START)).ok, false);
  });
});

describe("findStartedCall", () => {
  const find = (server: HostileServer) => clientOf(server).findStartedCall({ keyhole_start: "S1" });

  it("asks for the metadata and returns the call that has it", async () => {
    await using server = await startHostileServer(answer(200, { results: [created()], next: null }));
    const found = await find(server);
    assert.equal(found.ok && found.value?.joinUrl, JOIN_URL);
    assert.match(server.requests[0] ?? "", /[?&]metadata\.keyhole_start=S1(&|$)/);
  });

  it("returns no call of another start where the vendor ignores the filter", async () => {
    const other = created({ metadata: { keyhole_start: "S2" } });
    await using server = await startHostileServer(answer(200, { results: [other], next: null }));
    assert.deepEqual(await find(server), { ok: true, value: null });
  });

  it("does not say that there is none where a row cannot be read", async () => {
    const unreadable = created({ joinUrl: "https://join.example" });
    await using server = await startHostileServer(answer(200, { results: [unreadable], next: null }));
    assert.deepEqual(await find(server), { ok: false, error: { kind: "invalid", reason: "schema" } });
  });
});

describe("hangUp", () => {
  it("sends the data message and tells whether the call was active", async () => {
    let body = "";
    let status = 204;
    await using server = await startHostileServer(async (request, response) => {
      body = await text(request);
      response.writeHead(status).end();
    });
    assert.deepEqual(await clientOf(server).hangUp(CALL_ID), { ok: true, value: true });
    assert.deepEqual(JSON.parse(body), { type: "hang_up" });
    assert.deepEqual(server.requests, [`POST /api/calls/${CALL_ID}/send_data_message`]);
    status = 422;
    assert.deepEqual(await clientOf(server).hangUp(CALL_ID), { ok: true, value: false });
    status = 404;
    assert.deepEqual(await clientOf(server).hangUp(CALL_ID), { ok: false, error: { kind: "not_found" } });
  });
});
