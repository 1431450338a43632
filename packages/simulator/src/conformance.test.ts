import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { AGENTS, RECEPTION_AGENT_ID } from "./data/agents.ts";
import { type Simulator, startSimulator } from "./simulator.ts";
import { read, readAll, type WireCall } from "./testing/api-client.ts";
import { TEST_NOW } from "./testing/fixture.ts";
import { openapiCheck, type SchemaCheck, type SchemaObject } from "./testing/openapi.ts";

/** The vendors' documents are not part of the project; some machines have them beside the checkout. */
const SPEC = new URL("../../../../shared/upstreams/ultravox.openapi.yaml", import.meta.url);
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

let started: Promise<{ simulator: Simulator; check: SchemaCheck }> | undefined;

/** Started by the first test that runs, used by all. */
async function start(): Promise<{ simulator: Simulator; check: SchemaCheck }> {
  const simulator = await startSimulator({ now: TEST_NOW, requestsPerSecond: 10_000 });
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

conforms("GET /api/accounts/me", async (simulator, check) => {
  assertFits(check, "Account", await read(simulator, "/accounts/me"));
});

conforms("a call without an agent leaves the document at `agent` and nowhere else", async (simulator) => {
  const strict = openapiCheck(SPEC, () => {});
  const calls = await readAll(simulator, "/calls?pageSize=100");
  const paths = new Set(calls.flatMap((call) => strict("Call", call).map((error) => error.instancePath)));
  assert.deepEqual(paths, new Set(["/agent"]));
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
