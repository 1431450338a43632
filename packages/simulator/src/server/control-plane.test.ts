import assert from "node:assert/strict";
import { test } from "node:test";
import { control, read, send, type WireCall, type WirePage } from "../../test/support/api-client.ts";
import { startForTests } from "../../test/support/fixture.ts";
import { AGENTS, SUPPORT_AGENT_ID } from "../calls/agents.ts";
import { controlPlane } from "./control-plane.ts";
import type { SimulatorState } from "./controls.ts";

test("GET /healthz answers without a key, whatever the scenario", async () => {
  const simulator = await startForTests({ callCount: 0, scenario: "unavailable" });
  assert.equal((await fetch(new URL("/healthz", simulator.baseUrl))).status, 200);
});

test("PUT scenario switches the scenario, and GET state reports it", async () => {
  const simulator = await startForTests({ callCount: 12, seed: 5 });
  const response = await control(simulator, "PUT", "/scenario", { name: "unauthorised" });
  assert.equal(response.status, 200);
  assert.equal((await send(simulator, "/calls")).status, 401);
  const state = (await (await control(simulator, "GET", "/state")).json()) as SimulatorState;
  assert.equal(state.scenario, "unauthorised");
  assert.equal(state.calls, 12);
  assert.equal(state.seed, 5);
  assert.equal(state.now, "2026-07-02T12:00:00.000Z");
  assert.deepEqual(state.requests, { total: 1, byStatus: { "401": 1 } });
  assert.equal(state.scenarios.empty, "The account has agents and no calls.");
});

test("names what is wrong with a request", async () => {
  const simulator = await startForTests({ callCount: 0 });
  const url = `${simulator.controlUrl}/scenario`;
  const jsonType = { "Content-Type": "application/json" };
  const cases: [Promise<Response>, number, RegExp][] = [
    [control(simulator, "PUT", "/scenario", { name: "nosuch" }), 400, /name: must be one of normal, empty/],
    [control(simulator, "PUT", "/scenario", null), 400, /name: must be one of/],
    [fetch(url, { method: "PUT", headers: jsonType, body: "{" }), 400, /not JSON/],
    [fetch(url, { method: "PUT", body: "{}" }), 415, /application\/json/],
    [fetch(url, { method: "PUT", headers: jsonType, body: `"${"x".repeat(4_000_000)}"` }), 413, /larger/],
    [control(simulator, "GET", "/scenario"), 405, /Use PUT/],
    [control(simulator, "GET", "/nosuch"), 404, /_simulator\/state/],
    [control(simulator, "GET", "/secrets?limit=x"), 400, /limit/],
    [control(simulator, "POST", "/calls", []), 400, /call: must be an object/],
    [control(simulator, "POST", "/calls", { colour: "red" }), 400, /colour: is not one of agentId/],
    [control(simulator, "POST", "/calls", { agentId: "x" }), 400, /agentId: must be null or one of/],
    [control(simulator, "POST", "/calls", { metadata: { a: 1 } }), 400, /metadata: .* strings/],
    [control(simulator, "POST", "/calls", { status: "done" }), 400, /status: must be one of ended, active/],
    [control(simulator, "POST", "/calls", { summary: 1 }), 400, /summary: must be a string or null/],
    [control(simulator, "POST", "/calls", { created: "now" }), 400, /created: must be an ISO 8601 time/],
  ];
  for (const [sent, status, message] of cases) {
    const response = await sent;
    const text = await response.text();
    assert.equal(response.status, status, text);
    assert.match(text, message);
  }
  assert.equal(simulator.state().calls, 0);
});

test("POST calls adds a call at the top of the list", async () => {
  const simulator = await startForTests({ callCount: 50 });
  const input = {
    agentId: SUPPORT_AGENT_ID,
    metadata: { tenant: "tenant-c", page: "/new" },
    status: "ended",
    summary: "Asked for a receipt.",
    shortSummary: "Receipt.",
  };
  const response = await control(simulator, "POST", "/calls", input);
  assert.equal(response.status, 201);
  const { callId } = (await response.json()) as { callId: string };
  const page = await read<WirePage>(simulator, "/calls?pageSize=1");
  assert.equal(page.total, 51);
  const [call] = page.results;
  assert.equal(call?.callId, callId);
  assert.equal(call.agentId, SUPPORT_AGENT_ID);
  assert.deepEqual(call.metadata, input.metadata);
  assert.equal(call.summary, "Asked for a receipt.");
  assert.equal(call.shortSummary, "Receipt.");
  assert.equal(call.endReason, "hangup");
});

test("POST calls adds ended, active and waiting calls, with defaults for missing fields", async () => {
  const simulator = await startForTests({ callCount: 0 });
  const add = (input: Parameters<typeof simulator.addCall>[0]) =>
    read<WireCall>(simulator, `/calls/${simulator.addCall(input)}`);
  const ended = await add(undefined);
  assert.ok(ended.joined !== null && ended.ended !== null);
  assert.equal(ended.agentId, AGENTS[0]?.agentId);
  assert.deepEqual(ended.metadata, {});
  const old = await add({ created: "2026-06-01T10:00:00+02:00", summary: null, shortSummary: null });
  assert.equal(old.created, "2026-06-01T08:00:00.000000Z");
  assert.ok(old.ended?.startsWith("2026-06-01T08:01:35"));
  assert.deepEqual([old.summary, old.shortSummary], [null, null]);
  const active = await add({ status: "active", agentId: null });
  assert.ok(active.joined !== null && active.ended === null && active.endReason === null);
  assert.deepEqual([active.agent, active.agentId], [null, null]);
  const waiting = await add({ status: "waiting" });
  assert.deepEqual([waiting.joined, waiting.ended, waiting.summary], [null, null, null]);
});

test("GET requests lists the last 200 with query and status, and never the key", async () => {
  const simulator = await startForTests({ callCount: 1 });
  for (let count = 0; count < 205; count += 1) await send(simulator, `/calls?n=${count}`);
  await send(simulator, `/calls?key=${simulator.apiKey}`, { method: "POST" });
  await control(simulator, "GET", "/state");
  const text = await (await control(simulator, "GET", "/requests")).text();
  const { requests } = JSON.parse(text) as { requests: ReturnType<typeof simulator.requests> };
  assert.equal(requests.length, 200);
  assert.equal(requests[0]?.path, "/api/calls?n=6");
  assert.equal(requests[0]?.status, 200);
  const last = requests.at(-1);
  assert.deepEqual([last?.method, last?.path, last?.status], ["POST", "/api/calls?key=[key]", 201]);
  assert.ok(!text.includes(simulator.apiKey));
  assert.deepEqual(simulator.requests(), requests);
});

test("GET secrets streams what secrets() returns, up to the limit", async () => {
  const simulator = await startForTests({ callCount: 40 });
  const read = async (query: string) => {
    const text = await (await control(simulator, "GET", `/secrets${query}`)).text();
    return text
      .split("\n")
      .filter(Boolean)
      .map((line) => JSON.parse(line));
  };
  const all = [...simulator.secrets()];
  assert.ok(all.length > 200);
  assert.deepEqual(await read(""), all);
  assert.deepEqual(await read("?limit=7"), all.slice(0, 7));
});

test("refuses every other machine", async () => {
  const simulator = await startForTests({ callCount: 1 });
  const statusFor = async (peerAddress: string) => {
    const answer = await controlPlane(simulator, {
      method: "GET",
      path: "/_simulator/secrets",
      search: new URLSearchParams(),
      contentType: "",
      readBody: async () => "",
      peerAddress,
    });
    return answer.status;
  };
  for (const peer of ["127.0.0.1", "127.8.9.1", "::1", "::ffff:127.0.0.1"]) {
    assert.equal(await statusFor(peer), 200, peer);
  }
  for (const peer of ["192.168.1.7", "10.0.0.1", "::ffff:10.0.0.1", "fe80::1", "", "127.0.0.1.example"]) {
    assert.equal(await statusFor(peer), 403, peer);
  }
});
