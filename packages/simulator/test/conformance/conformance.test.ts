import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { AGENTS, RECEPTION_AGENT_ID } from "../../src/calls/agents.ts";
import { SHOWCASE_CALL_IDS } from "../../src/calls/showcase.ts";
import { type Simulator, startSimulator } from "../../src/simulator.ts";
import { read, readAll, send, type WireCall, type WirePage, walk } from "../support/api-client.ts";
import { TEST_NOW } from "../support/fixture.ts";
import { openapiCheck, type SchemaCheck, type SchemaObject } from "./openapi.ts";

/** The vendors' documents are not part of the project; some machines have them beside the checkout. */
const SPEC = new URL("../../../../../shared/upstreams/ultravox.openapi.yaml", import.meta.url);
const skip = existsSync(SPEC) ? false : `the vendor's OpenAPI document is not at ${fileURLToPath(SPEC)}`;

/**
 * The one place where the data leaves the document: it lists `agentId` as nullable and `agent`,
 * which says the same, as never null. A call without an agent can only have neither.
 */
function allowNullAgent(schemas: Record<string, SchemaObject>): void {
  const call = schemas.Call ?? assert.fail("there is no schema Call");
  call.properties.agent = { anyOf: [call.properties.agent, { type: "null" }] };
}

function assertFits(check: SchemaCheck, schema: string, value: unknown): void {
  assert.deepEqual(check(schema, value), []);
}

function assertFitAll(check: SchemaCheck, schema: string, values: readonly unknown[]): void {
  assert.ok(values.length > 0);
  for (const value of values) assertFits(check, schema, value);
}

let started: Promise<{ simulator: Simulator; check: SchemaCheck }> | undefined;

/** Started by the first test that runs, used by all. */
async function start(): Promise<{ simulator: Simulator; check: SchemaCheck }> {
  const simulator = await startSimulator({ now: TEST_NOW, requestsPerSecond: 100_000 });
  for (const status of ["ended", "active", "waiting"] as const) simulator.addCall({ status });
  return { simulator, check: openapiCheck(SPEC, allowNullAgent) };
}

after(async () => (await started)?.simulator.close());

/** A test against the vendor's document; reported as skipped where that is absent. */
function conforms(name: string, run: (simulator: Simulator, check: SchemaCheck) => Promise<void>): void {
  test(`conformance: ${name}`, { skip }, async () => {
    started ??= start();
    const { simulator, check } = await started;
    await run(simulator, check);
  });
}

conforms("GET /api/calls, every page of the data", async (simulator, check) => {
  for (let next: string | null = "/calls?pageSize=100"; next !== null; ) {
    const page: { next: string | null } = await read<{ next: string | null }>(simulator, next);
    assertFits(check, "PaginatedCallList", page);
    next = page.next;
  }
});

conforms(
  "GET /api/calls with filters, the other way round, from the middle, and empty",
  async (simulator, check) => {
    const paths = [
      `/calls?sort=created&agentIds=${RECEPTION_AGENT_ID}&metadata.tenant=tenant-a&durationMin=30s`,
      "/calls?search=invoice&fromDate=2026-06-01&timeOfDayStart=08:00:00",
      "/calls?metadata.tenant=nobody",
      (await read(simulator, "/calls")).next ?? assert.fail("there is no second page"),
    ];
    for (const path of paths) assertFits(check, "PaginatedCallList", await read(simulator, path));
  },
);

conforms("GET /api/calls/{id}, a call of each medium", async (simulator, check) => {
  const calls = await readAll(simulator, "/calls?pageSize=100");
  const byMedium = new Map(calls.map((call) => [mediumOf(call), call.callId]));
  assert.equal(byMedium.size, 9);
  for (const callId of byMedium.values()) {
    assertFits(check, "Call", await read(simulator, `/calls/${callId}`));
  }
});

conforms("GET /api/agents, /api/agents/{id} and its calls", async (simulator, check) => {
  assertFits(check, "PaginatedAgentList", await read(simulator, "/agents"));
  assertFits(check, "PaginatedAgentList", await read(simulator, "/agents?pageSize=2&sort=created"));
  for (const { agentId } of AGENTS) {
    assertFits(check, "Agent", await read(simulator, `/agents/${agentId}`));
    assertFits(check, "PaginatedCallList", await read(simulator, `/agents/${agentId}/calls?pageSize=100`));
  }
});

/** Every call of the showcase, and others of each status. */
function chosenCalls(simulator: Simulator): string[] {
  const calls = [...simulator.calls()];
  const statuses = ["active", "waiting", "unjoined", "ended"];
  const others = statuses.flatMap((status) => calls.filter((call) => call.status === status).slice(0, 8));
  return [...Object.values(SHOWCASE_CALL_IDS), ...others.map((call) => call.callId)];
}

conforms("GET /api/calls/{id}/messages, every page in both modes", async (simulator, check) => {
  for (const callId of chosenCalls(simulator)) {
    for (const mode of ["last_stage", "in_call"]) {
      for (const page of await walk(simulator, `/calls/${callId}/messages?mode=${mode}&pageSize=100`)) {
        assertFits(check, "Paginatedultravox.v1.MessageList", page);
      }
    }
  }
});

conforms("GET /api/calls/{id}/stages, each stage and its messages and tools", async (simulator, check) => {
  for (const callId of chosenCalls(simulator)) {
    const pages = await walk<{ callStageId: string }>(simulator, `/calls/${callId}/stages?pageSize=2`);
    for (const page of pages) assertFits(check, "PaginatedCallStageList", page);
    for (const { callStageId } of pages.flatMap((page) => page.results)) {
      const path = `/calls/${callId}/stages/${callStageId}`;
      assertFits(check, "CallStage", await read(simulator, path));
      assertFits(check, "Paginatedultravox.v1.MessageList", await read(simulator, `${path}/messages`));
      assertFitAll(check, "CallTool", await read<unknown[]>(simulator, `${path}/tools`));
    }
  }
});

conforms("GET /api/calls/{id}/events, of every severity", async (simulator, check) => {
  for (const callId of chosenCalls(simulator)) {
    const path = `/calls/${callId}/events?minimum_severity=debug&pageSize=100`;
    for (const page of await walk(simulator, path)) assertFits(check, "PaginatedCallEventList", page);
  }
});

conforms("GET /api/calls/{id}/tools", async (simulator, check) => {
  for (const callId of chosenCalls(simulator)) {
    assertFitAll(check, "CallTool", await read<unknown[]>(simulator, `/calls/${callId}/tools`));
  }
});

conforms("GET /api/calls/{id}/recording has the documented statuses and type", async (simulator) => {
  const direct = await send(simulator, `/calls/${SHOWCASE_CALL_IDS.direct}/recording`, {
    redirect: "manual",
  });
  await direct.body?.cancel();
  assert.deepEqual([direct.status, direct.headers.get("Content-Type")], [200, "audio/wav"]);
  const path = `/calls/${SHOWCASE_CALL_IDS.hour}/recording`;
  assert.equal((await send(simulator, path, { redirect: "manual" })).status, 302);
});

conforms("GET /api/deleted_calls and one of them, before and after a deletion", async (simulator, check) => {
  const callId = simulator.addCall({});
  assert.equal((await send(simulator, `/calls/${callId}`, { method: "DELETE" })).status, 204);
  assertFits(check, "CallTombstone", await read(simulator, `/deleted_calls/${callId}`));
  const pages = await walk<{ callId: string }>(simulator, "/deleted_calls?pageSize=5");
  for (const page of pages) assertFits(check, "PaginatedCallTombstoneList", page);
  assert.ok(pages.length > 2);
});

conforms("GET /api/accounts/me", async (simulator, check) => {
  assertFits(check, "Account", await read(simulator, "/accounts/me"));
});

conforms("a call without an agent leaves the document at `agent` and nowhere else", async (simulator) => {
  const strict = openapiCheck(SPEC, () => {});
  const calls = await readAll(simulator, "/calls?pageSize=100");
  const paths = new Set(calls.flatMap((call) => strict("Call", call).map((error) => error.instancePath)));
  assert.deepEqual(paths, new Set(["/agent"]));
});

conforms("a planted wrong message, stage, event, tool or tombstone is caught", async (simulator, check) => {
  const { hour } = SHOWCASE_CALL_IDS;
  const first = async (path: string) => (await read<WirePage<object>>(simulator, path)).results[0] ?? {};
  const message = await first(`/calls/${hour}/messages?mode=in_call&pageSize=1`);
  const stage = await first(`/calls/${hour}/stages?pageSize=1`);
  const event = await first(`/calls/${hour}/events?pageSize=1`);
  const [tool] = await read<[object]>(simulator, `/calls/${hour}/tools`);
  const tombstone = await first("/deleted_calls?pageSize=1");
  const planted: [string, object][] = [
    ["ultravox.v1.Message", { ...message, role: "user" }],
    ["ultravox.v1.Message", { ...message, timespan: null }],
    ["ultravox.v1.Message", { ...message, timespan: { start: 1.5 } }],
    ["ultravox.v1.Message", { ...message, stageId: "x" }],
    ["CallStage", { ...stage, callStageId: "1" }],
    ["CallStage", { ...stage, errorCount: null }],
    ["CallEvent", { ...event, severity: "fatal" }],
    ["CallEvent", { ...event, type: "x".repeat(51) }],
    ["CallEvent", { ...event, extras: "none" }],
    ["CallTool", { ...tool, definition: { http: { baseUrlPattern: 5 } } }],
    ["CallTombstone", { ...tombstone, metadata: {} }],
    ["CallTombstone", { ...tombstone, hadSummary: null }],
  ];
  for (const [schema, answer] of planted) {
    assert.notDeepEqual(check(schema, answer), [], JSON.stringify(answer).slice(0, 200));
  }
});

conforms("a planted wrong answer is caught", async (simulator, check) => {
  const [call] = (await read(simulator, "/calls?pageSize=1&durationMin=1s")).results;
  assert.ok(call);
  assertFits(check, "Call", call);
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
  assert.notDeepEqual(check("PaginatedCallList", { results: [call], next: "no address" }), []);
});

function mediumOf(call: WireCall): string {
  return call.medium ? (Object.keys(call.medium)[0] ?? "") : String(call.medium);
}
