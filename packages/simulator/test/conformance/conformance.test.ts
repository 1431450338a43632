import assert from "node:assert/strict";
import { test } from "node:test";
import { AGENTS, RECEPTION_AGENT_ID } from "../../src/calls/agents.ts";
import { SHOWCASE_CALL_IDS } from "../../src/calls/showcase.ts";
import { read, readAll, send, type WireCall, type WirePage, walk } from "../support/api-client.ts";
import { startForTests } from "../support/fixture.ts";
import { checkAgainst, nullable, ref, type Schemas } from "./schema.ts";
import { ULTRAVOX, VENDOR_NAMES } from "./ultravox-schema.ts";
import { readVendorSchemas, SKIP_REASON } from "./vendor-document.ts";

/** Our schema and, if it lies beside the checkout, the vendor's own document. */
const check = checkAgainst(ULTRAVOX);
const vendorCheck = SKIP_REASON === false ? checkAgainst(withNullableAgent(readVendorSchemas())) : null;

/** Applies the one named exception to the vendor's schemas. */
function withNullableAgent(schemas: Schemas): Schemas {
  const call = schemas.Call ?? assert.fail("there is no schema Call");
  const agent = call.properties?.agent ?? assert.fail("a call has no agent");
  return { ...schemas, Call: { ...call, properties: { ...call.properties, agent: nullable(agent) } } };
}

function assertFits(name: string, value: unknown): void {
  assert.deepEqual(check(name, value), []);
  const vendorName = VENDOR_NAMES[name];
  if (vendorCheck !== null && vendorName !== undefined) assert.deepEqual(vendorCheck(vendorName, value), []);
}

function assertFitAll(name: string, values: readonly unknown[]): void {
  assert.ok(values.length > 0);
  for (const value of values) assertFits(name, value);
}

const simulator = await startForTests();
for (const status of ["ended", "active", "waiting"] as const) simulator.addCall({ status });

test("GET /api/calls fits the schema on every page", async () => {
  for (let next: string | null = "/calls?pageSize=100"; next !== null; ) {
    const page: { next: string | null } = await read<{ next: string | null }>(simulator, next);
    assertFits("CallPage", page);
    next = page.next;
  }
});

test("GET /api/calls fits the schema with filters, in either order, from a cursor and without rows", async () => {
  const paths = [
    `/calls?sort=created&agentIds=${RECEPTION_AGENT_ID}&metadata.tenant=tenant-a&durationMin=30s`,
    "/calls?search=invoice&fromDate=2026-06-01&timeOfDayStart=08:00:00",
    "/calls?metadata.tenant=nobody",
    (await read(simulator, "/calls")).next ?? assert.fail("there is no second page"),
  ];
  for (const path of paths) assertFits("CallPage", await read(simulator, path));
});

test("GET /api/calls/{id} fits the schema for each medium", async () => {
  const calls = await readAll(simulator, "/calls?pageSize=100");
  const byMedium = new Map(calls.map((call) => [mediumOf(call), call.callId]));
  assert.equal(byMedium.size, 9);
  for (const callId of byMedium.values()) {
    assertFits("Call", await read(simulator, `/calls/${callId}`));
  }
});

test("GET /api/agents, GET /api/agents/{id} and GET /api/agents/{id}/calls fit the schema", async () => {
  assertFits("AgentPage", await read(simulator, "/agents"));
  assertFits("AgentPage", await read(simulator, "/agents?pageSize=2&sort=created"));
  for (const { agentId } of AGENTS) {
    assertFits("Agent", await read(simulator, `/agents/${agentId}`));
    assertFits("CallPage", await read(simulator, `/agents/${agentId}/calls?pageSize=100`));
  }
});

/** The calls of the showcase, and some of each status. */
function chosenCalls(): string[] {
  const calls = [...simulator.calls()];
  const statuses = ["active", "waiting", "unjoined", "ended"];
  const others = statuses.flatMap((status) => calls.filter((call) => call.status === status).slice(0, 8));
  return [...Object.values(SHOWCASE_CALL_IDS), ...others.map((call) => call.callId)];
}

test("GET /api/calls/{id}/messages fits the schema on every page in both modes", async () => {
  for (const callId of chosenCalls()) {
    for (const mode of ["last_stage", "in_call"]) {
      for (const page of await walk(simulator, `/calls/${callId}/messages?mode=${mode}&pageSize=100`)) {
        assertFits("MessagePage", page);
      }
    }
  }
});

test("GET /api/calls/{id}/stages, each stage, its messages and its tools fit the schema", async () => {
  for (const callId of chosenCalls()) {
    const pages = await walk<{ callStageId: string }>(simulator, `/calls/${callId}/stages?pageSize=2`);
    for (const page of pages) assertFits("StagePage", page);
    for (const { callStageId } of pages.flatMap((page) => page.results)) {
      const path = `/calls/${callId}/stages/${callStageId}`;
      assertFits("Stage", await read(simulator, path));
      assertFits("MessagePage", await read(simulator, `${path}/messages`));
      assertFitAll("Tool", await read<unknown[]>(simulator, `${path}/tools`));
    }
  }
});

test("GET /api/calls/{id}/events fits the schema for every severity", async () => {
  for (const callId of chosenCalls()) {
    const path = `/calls/${callId}/events?minimum_severity=debug&pageSize=100`;
    for (const page of await walk(simulator, path)) assertFits("EventPage", page);
  }
});

test("GET /api/calls/{id}/tools fits the schema", async () => {
  for (const callId of chosenCalls()) {
    assertFitAll("Tool", await read<unknown[]>(simulator, `/calls/${callId}/tools`));
  }
});

test("GET /api/calls/{id}/recording has the documented statuses and type", async () => {
  const direct = await send(simulator, `/calls/${SHOWCASE_CALL_IDS.direct}/recording`, {
    redirect: "manual",
  });
  await direct.body?.cancel();
  assert.deepEqual([direct.status, direct.headers.get("Content-Type")], [200, "audio/wav"]);
  const path = `/calls/${SHOWCASE_CALL_IDS.hour}/recording`;
  assert.equal((await send(simulator, path, { redirect: "manual" })).status, 302);
});

test("GET /api/deleted_calls and GET /api/deleted_calls/{id} fit the schema before and after a deletion", async () => {
  const callId = simulator.addCall({});
  assert.equal((await send(simulator, `/calls/${callId}`, { method: "DELETE" })).status, 204);
  assertFits("Tombstone", await read(simulator, `/deleted_calls/${callId}`));
  const pages = await walk<{ callId: string }>(simulator, "/deleted_calls?pageSize=5");
  for (const page of pages) assertFits("TombstonePage", page);
  assert.ok(pages.length > 2);
});

test("GET /api/accounts/me fits the schema", async () => {
  assertFits("Account", await read(simulator, "/accounts/me"));
});

test("GET /api/accounts/me/usage/calls fits the schema with and without hours", async () => {
  assertFits("CallUsage", await read(simulator, "/accounts/me/usage/calls"));
  const usage = await read<{ hourly: unknown[] }>(simulator, "/accounts/me/usage/calls?fromDate=2026-06-20");
  assertFits("CallUsage", usage);
  assert.ok(usage.hourly.length > 0);
});

test("POST /api/agents/{id}/calls and POST /api/calls fit the schema, waiting, joined and ended", async () => {
  const bodies: [path: string, body: object][] = [
    [`/agents/${RECEPTION_AGENT_ID}/calls`, {}],
    [`/agents/${RECEPTION_AGENT_ID}/calls`, { medium: { webRtc: { dataMessages: { state: true } } } }],
    ["/calls", { systemPrompt: "P.", firstSpeaker: "FIRST_SPEAKER_USER", languageHint: "de" }],
    ["/calls", { externalVoice: { elevenLabs: { voiceId: "v" } }, initialState: { step: 1 } }],
  ];
  for (const [path, body] of bodies) {
    const init = {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    };
    const response = await send(simulator, path, init);
    assert.equal(response.status, 201);
    const call = (await response.json()) as WireCall;
    // Without an agent the one named exception applies.
    assertFits("Call", call);
    simulator.joinCall(call.callId);
    assertFits("Call", await read(simulator, `/calls/${call.callId}`));
    simulator.endCall(call.callId);
    assertFits("Call", await read(simulator, `/calls/${call.callId}`));
  }
});

test("errors fit the schema", async () => {
  const hour = `/calls/${SHOWCASE_CALL_IDS.hour}`;
  const statuses: [path: string, init: RequestInit, status: number][] = [
    ["/calls", { headers: { "X-API-Key": "wrong" } }, 401],
    ["/calls/nobody", {}, 404],
    [`${hour}/messages?cursor=nonsense`, {}, 404],
    [`/calls/${SHOWCASE_CALL_IDS.unrecorded}/recording`, {}, 404],
    ["/agents", { method: "POST" }, 405],
  ];
  for (const [path, init, status] of statuses) {
    const response = await send(simulator, path, init);
    assert.equal(response.status, status, path);
    assertFits("Problem", await response.json());
  }
  const invalid = await send(simulator, "/calls?fromDate=soon&pageSize=0");
  assert.equal(invalid.status, 400);
  assertFits("FieldProblems", await invalid.json());
});

test("the data leaves the vendor's document only at `agent` of a call without an agent", async () => {
  const { Call: call, ...others } = ULTRAVOX;
  const properties = { ...call?.properties, agent: ref("AgentOfCall") };
  const strict = checkAgainst({ ...others, Call: { ...call, properties } });
  const calls = await readAll(simulator, "/calls?pageSize=100");
  const paths = new Set(calls.flatMap((call) => strict("Call", call).map((error) => error.instancePath)));
  assert.deepEqual(paths, new Set(["/agent"]));
});

test("refuses a planted wrong message, stage, event, tool and tombstone", async () => {
  const { hour } = SHOWCASE_CALL_IDS;
  const first = async (path: string) => (await read<WirePage<object>>(simulator, path)).results[0] ?? {};
  const message = await first(`/calls/${hour}/messages?mode=in_call&pageSize=1`);
  const stage = await first(`/calls/${hour}/stages?pageSize=1`);
  const event = await first(`/calls/${hour}/events?pageSize=1`);
  const [tool] = await read<[object]>(simulator, `/calls/${hour}/tools`);
  const tombstone = await first("/deleted_calls?pageSize=1");
  const planted: [string, object][] = [
    ["Message", { ...message, role: "user" }],
    ["Message", { ...message, timespan: null }],
    ["Message", { ...message, timespan: { start: 1.5 } }],
    ["Message", { ...message, stageId: "x" }],
    ["Stage", { ...stage, callStageId: "1" }],
    ["Stage", { ...stage, errorCount: null }],
    ["Event", { ...event, severity: "fatal" }],
    ["Event", { ...event, type: "x".repeat(51) }],
    ["Event", { ...event, extras: "none" }],
    ["Tool", { ...tool, definition: { http: { baseUrlPattern: 5 } } }],
    ["Tombstone", { ...tombstone, metadata: {} }],
    ["Tombstone", { ...tombstone, hadSummary: null }],
  ];
  for (const [schema, answer] of planted) {
    assert.notDeepEqual(check(schema, answer), [], JSON.stringify(answer).slice(0, 200));
  }
});

test("refuses a planted wrong call", async () => {
  const [call] = (await read(simulator, "/calls?pageSize=1&durationMin=1s")).results;
  assert.ok(call);
  assertFits("Call", call);
  const { created: _, ...withoutCreated } = call;
  const planted: Record<string, unknown> = {
    "a required field is missing": withoutCreated,
    "no UUID": { ...call, callId: "7" },
    "no time": { ...call, created: "yesterday" },
    "null where none is allowed": { ...call, metadata: null },
    "a number in the metadata": { ...call, metadata: { tenant: 7 } },
    "an unknown end reason": { ...call, endReason: "bored" },
    "an unknown medium": { ...call, medium: { fax: {} } },
    "a wrong password": { ...call, medium: { sip: { outgoing: { password: 7 } } } },
    "a duration without its suffix": { ...call, inactivityMessages: [{ duration: "30" }] },
    "a misspelt field": { ...call, join_url: "wss://voice.ultravox.ai" },
  };
  for (const [what, answer] of Object.entries(planted)) {
    assert.notDeepEqual(check("Call", answer), [], what);
  }
  assert.notDeepEqual(check("CallPage", { results: [call], next: "no address" }), []);
});

function mediumOf(call: WireCall): string {
  return call.medium ? (Object.keys(call.medium)[0] ?? "") : String(call.medium);
}
