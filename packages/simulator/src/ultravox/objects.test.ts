import assert from "node:assert/strict";
import { test } from "node:test";
import { read, readAll, type WireCall, type WirePage } from "../../test/support/api-client.ts";
import { startForTests } from "../../test/support/fixture.ts";
import { AGENTS, BETA_AGENT_ID, RECEPTION_AGENT_ID } from "../calls/agents.ts";

interface WireAgent {
  agentId: string;
  name: string;
  created: string;
  publishedRevisionId: string | null;
  callTemplate: { systemPrompt: string } | null;
  statistics: { calls: number };
}

const simulator = await startForTests({ callCount: 300 });
const calls = await readAll(simulator, "/calls?pageSize=100");

test("GET /api/calls/{id} answers the same call as the list", async () => {
  for (const call of calls.slice(0, 40)) {
    assert.deepEqual(await read<WireCall>(simulator, `/calls/${call.callId}`), call);
  }
  const [call] = calls;
  assert.deepEqual(await read<WireCall>(simulator, `/calls/${call?.callId.toUpperCase()}`), call);
});

test("GET /api/agents lists the five agents, newest first, with the number of their calls", async () => {
  const page = await read<WirePage<WireAgent>>(simulator, "/agents");
  assert.equal(page.total, 5);
  assert.deepEqual(
    page.results.map((agent) => [agent.agentId, agent.name]),
    AGENTS.map((agent) => [agent.agentId, agent.name]).toReversed(),
  );
  for (const agent of page.results) {
    const own = calls.filter((call) => call.agentId === agent.agentId);
    assert.equal(agent.statistics.calls, own.length);
  }
});

test("GET /api/agents sorts, searches and pages", async () => {
  const oldest = await readAll<WireAgent>(simulator, "/agents?sort=created&pageSize=2");
  assert.deepEqual(
    oldest.map((agent) => agent.agentId),
    AGENTS.map((agent) => agent.agentId),
  );
  const found = await readAll<WireAgent>(simulator, "/agents?search=M%C3%9CNCHEN");
  assert.deepEqual(
    found.map((agent) => agent.name),
    ["Kundenservice München"],
  );
});

test("GET /api/agents/{id} answers one agent, with and without a call template", async () => {
  const reception = await read<WireAgent>(simulator, `/agents/${RECEPTION_AGENT_ID}`);
  assert.equal(reception.name, "northside-reception");
  assert.ok((reception.callTemplate?.systemPrompt.length ?? 0) > 5000);
  const beta = await read<WireAgent>(simulator, `/agents/${BETA_AGENT_ID}`);
  assert.equal(beta.callTemplate, null);
  assert.equal(beta.publishedRevisionId, null);
});

test("GET /api/agents/{id}/calls has the agent's calls and ignores every filter", async () => {
  const own = calls.filter((call) => call.agentId === RECEPTION_AGENT_ID);
  const rows = await readAll(
    simulator,
    `/agents/${RECEPTION_AGENT_ID}/calls?pageSize=7&metadata.tenant=nobody&fromDate=x&sort=created`,
  );
  assert.deepEqual(rows, own);
});

test("GET /api/accounts/me counts the calls that are running", async () => {
  const before = await read<{ activeCalls: number }>(simulator, "/accounts/me");
  assert.equal(before.activeCalls, calls.filter((call) => call.joined && !call.ended).length);
  simulator.addCall({ status: "active" });
  simulator.addCall({ status: "waiting" });
  const after = await read<{ activeCalls: number }>(simulator, "/accounts/me");
  assert.equal(after.activeCalls, before.activeCalls + 1);
});
