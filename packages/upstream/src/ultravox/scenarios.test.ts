import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { SCENARIOS, type ScenarioName, type Simulator, startSimulator } from "@keyhole/simulator";
import { createUltravox, type Ultravox, type UpstreamError } from "./index.ts";

/** What a list answers under each of the simulator's scenarios. A new scenario fails the type check. */
const ERRORS: Record<ScenarioName, UpstreamError | null> = {
  normal: null,
  empty: null,
  slow: { kind: "unavailable", reason: "timeout" },
  "rate-limited": { kind: "rate_limited", retryAfterMs: 2_000 },
  unauthorised: { kind: "key_rejected", status: 401 },
  unavailable: { kind: "unavailable", reason: "status", status: 503 },
  // These are about starting calls alone.
  "starts-rate-limited": null,
  "starts-unavailable": null,
  "starts-lost": null,
  // These are about joining a call alone.
  "join-denied": null,
  "join-slow": null,
  "join-silent": null,
  "room-denied": null,
  "room-silent": null,
  "agent-silent": null,
  "call-ends-at-once": null,
  "call-drops": null,
  "broken-json": { kind: "invalid", reason: "not_json" },
  "html-error": { kind: "unavailable", reason: "status", status: 502 },
  "connection-reset": { kind: "unavailable", reason: "network" },
  silent: { kind: "unavailable", reason: "timeout" },
  "cut-off": { kind: "unavailable", reason: "network" },
  dripping: { kind: "unavailable", reason: "timeout" },
  huge: { kind: "invalid", reason: "too_large" },
  "html-page": { kind: "invalid", reason: "not_json" },
  "wrong-type": null,
  "server-error": { kind: "unavailable", reason: "status", status: 500 },
  "unavailable-untold": { kind: "unavailable", reason: "status", status: 503 },
  "rate-limited-untold": { kind: "rate_limited", retryAfterMs: null },
  "rate-limited-for-years": { kind: "rate_limited", retryAfterMs: 3_600_000 },
  "redirect-away": { kind: "invalid", reason: "redirect" },
  "redirect-loop": { kind: "invalid", reason: "redirect" },
  "other-call": null,
  "double-rows": null,
  "cursor-loop": null,
  "short-pages": null,
  // These are about recordings alone.
  "recording-not-ready": null,
  "recording-gone": null,
  "recording-expired": null,
  "storage-slow": null,
  "storage-html": null,
  "storage-cut": null,
  // These are about Cekura alone.
  "cekura-slow": null,
  "cekura-rate-limited": null,
  "cekura-unauthorised": null,
  "cekura-unavailable": null,
  "cekura-reset": null,
  "cekura-silent": null,
  "cekura-cut-off": null,
  "cekura-html-page": null,
  "cekura-server-error": null,
  "cekura-refuses-calls": null,
  "cekura-loses-answers": null,
  "webhooks-disordered": null,
  "cekura-without-in": null,
};

/** What a client has to give up. */
const NEVER_ENDING: readonly ScenarioName[] = ["slow", "silent", "dripping"];

/** A simulator and a client that does not really wait between attempts. */
async function start(
  scenario: ScenarioName,
): Promise<{ simulator: Simulator; client: Ultravox; waits: number[] }> {
  const simulator = await startSimulator({ port: 0, callCount: 60, slowMs: 60_000, scenario });
  const waits: number[] = [];
  const sleep = async (ms: number) => {
    waits.push(ms);
  };
  return { simulator, client: createUltravox({ ...simulator, sleep, random: () => 0 }), waits };
}

describe("createUltravox under a scenario of the simulator", () => {
  for (const scenario of SCENARIOS) {
    it(`returns a value or the expected error under ${scenario}`, async () => {
      const { simulator, client } = await start(scenario);
      try {
        const error = ERRORS[scenario];
        const options = { deadlineMs: NEVER_ENDING.includes(scenario) ? 400 : 10_000 };
        for (const result of [
          await client.listCalls({ pageSize: 5 }, options),
          await client.listAgents({}, options),
        ]) {
          assert.deepEqual(result.ok ? null : result.error, error);
        }
      } finally {
        await simulator.close();
      }
    });
  }

  it("lists no calls but all agents under empty", async () => {
    const { simulator, client } = await start("empty");
    try {
      const value = { items: [], skipped: 0, cursor: null, total: 0 };
      assert.deepEqual(await client.listCalls({ pageSize: 5 }), { ok: true, value });
      const agents = await client.listAgents({});
      assert.equal(agents.ok && agents.value.items.length, 5);
    } finally {
      await simulator.close();
    }
  });

  it("reaches every call over short and empty pages under short-pages", async () => {
    const { simulator, client } = await start("short-pages");
    try {
      const ids = new Set<string>();
      const sizes: number[] = [];
      let cursor: string | undefined;
      do {
        const page = await client.listCalls({ pageSize: 20, cursor });
        assert.ok(page.ok);
        sizes.push(page.value.items.length);
        for (const { callId } of page.value.items) ids.add(callId);
        cursor = page.value.cursor ?? undefined;
      } while (cursor !== undefined);
      assert.equal(ids.size, simulator.state().calls);
      assert.ok(sizes.includes(0) && sizes.every((size) => size <= 10), sizes.join());
    } finally {
      await simulator.close();
    }
  });

  for (const scenario of ["rate-limited", "unavailable"] as const) {
    it(`keeps the requested wait under ${scenario} and recovers after it`, async () => {
      const { simulator, client, waits } = await start(scenario);
      try {
        await client.listCalls({ pageSize: 5 });
        assert.deepEqual(waits, [2_000, 2_000]);
        assert.equal(simulator.requests().length, 3);
        simulator.setScenario("normal");
        assert.equal((await client.listCalls({ pageSize: 5 })).ok, true);
      } finally {
        await simulator.close();
      }
    });
  }

  it("waits when a request exceeds the rate limit", async () => {
    const simulator = await startSimulator({ port: 0, callCount: 10, requestsPerSecond: 1 });
    try {
      const client = createUltravox(simulator);
      const results = await Promise.all([client.listAgents({}), client.listAgents({})]);
      assert.deepEqual(
        results.map(({ ok }) => ok),
        [true, true],
      );
      assert.ok(
        simulator.requests().some(({ status }) => status === 429),
        "the limit was met",
      );
    } finally {
      await simulator.close();
    }
  });
});
