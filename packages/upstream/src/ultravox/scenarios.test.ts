import assert from "node:assert/strict";
import { test } from "node:test";
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
  "broken-json": { kind: "invalid", reason: "not_json" },
  "html-error": { kind: "unavailable", reason: "status", status: 502 },
  "short-pages": null,
  // These are about recordings alone.
  "recording-not-ready": null,
  "recording-gone": null,
  "recording-expired": null,
  "storage-slow": null,
  "storage-html": null,
  "storage-cut": null,
};

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

for (const scenario of SCENARIOS) {
  test(`scenario ${scenario}`, async () => {
    const { simulator, client } = await start(scenario);
    try {
      const error = ERRORS[scenario];
      const options = { deadlineMs: scenario === "slow" ? 400 : 10_000 };
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

test("empty: no calls, and agents all the same", async () => {
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

test("short-pages: pages with few rows or none lead to every call", async () => {
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
  test(`${scenario}: the wait that was asked for is kept, then the service is back`, async () => {
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

test("one request too many is waited out", async () => {
  const simulator = await startSimulator({ port: 0, callCount: 10, requestsPerSecond: 1 });
  try {
    const client = createUltravox(simulator);
    const results = [await client.listAgents({}), await client.listAgents({})];
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
