import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it } from "node:test";
import type { EvaluationSummary } from "@keyhole/contract";
import { type Clock, RECEPTION_AGENT_ID, type Simulator, startSimulator } from "@keyhole/simulator";
import { createBroker, createMemoryState } from "../../src/index.ts";
import { envOf, membersConfig } from "../support/node-broker.ts";
import { signAssertion } from "../support/sign-jwt.ts";
import { TestPage } from "../support/test-page.ts";

const config = membersConfig(["calls:read", "evaluations:read"], {
  cekura: { project: 1376, provisionKey: true },
});

describe("evaluations of a broker that runs in Node", () => {
  let simulator: Simulator;
  let passedMs: number;
  let state: ReturnType<typeof createMemoryState>;
  let brokerNow: () => number;

  beforeEach(async () => {
    passedMs = 0;
    const startMs = Date.now();
    brokerNow = () => startMs + passedMs;
    state = createMemoryState(brokerNow);
    const clock: Clock = { nowMs: () => passedMs, sleep: async () => {} };
    simulator = await startSimulator(
      { callCount: 60, now: startMs, requestsPerSecond: 10_000, cekuraRequestsPerSecond: 10_000 },
      clock,
    );
  });
  afterEach(() => simulator.close());

  /** A broker with a memory of its own, as an isolate has it, over the state that all share. */
  function open() {
    return createBroker(config, {
      env: envOf(simulator),
      state,
      now: brokerNow,
      log: () => {},
    });
  }

  /** What a new page reads, at the time to which the test has moved the clocks. */
  async function read(broker: ReturnType<typeof open>, callId: string): Promise<EvaluationSummary> {
    const iat = Math.floor(brokerNow() / 1000);
    const proof = { claims: { iat } };
    const page = await TestPage.open(broker);
    const minted = await page.askAsMember(await signAssertion({ iat, exp: iat + 60 }), { proof });
    page.useToken(((await minted.json()) as { access_token: string }).access_token);
    const answer = await page.get(`/v1/evaluations?call=${callId}`, { proof });
    const { items } = (await answer.json()) as { items: EvaluationSummary[] };
    return items[0] ?? assert.fail(String(answer.status));
  }

  const endedCall = () => simulator.addCall({ agentId: RECEPTION_AGENT_ID, status: "ended" });

  it("have one key in Cekura after 50 first requests at once over four brokers", async () => {
    const callId = endedCall();
    const brokers = Array.from({ length: 4 }, open);
    const all = Array.from({ length: 50 }, (_, index) => read(brokers[index % 4] ?? assert.fail(), callId));
    assert.equal(new Set((await Promise.all(all)).map(({ verdict }) => verdict)).size, 1);
    const [key, ...others] = simulator.cekura.madeKeys();
    assert.equal(others.length, 0);
    assert.equal(key?.project, 1376);
    const organization = simulator.requests().filter(({ path }) => path.includes("user-api-key"));
    assert.equal(organization.length, 1);
  });

  it("are pending after a call's end, and there a minute later", async () => {
    const running = simulator.addCall({ agentId: RECEPTION_AGENT_ID, status: "active" });
    const broker = open();
    assert.equal((await read(broker, running)).reason, "running");
    simulator.endCall(running);
    assert.deepEqual(
      [(await read(broker, running)).verdict, (await read(broker, running)).reason],
      ["pending", "running"],
    );
    passedMs += 75_000;
    const { verdict } = await read(broker, running);
    assert.ok(["passed", "failed", "ungraded"].includes(verdict), verdict);
  });
});
