import assert from "node:assert/strict";
import { it } from "node:test";
import { startSimulator } from "@keyhole/simulator";
import { createBroker, createMemoryState } from "../../src/index.ts";
import { envOf, membersConfig } from "../support/node-broker.ts";
import { signAssertion } from "../support/sign-jwt.ts";
import { TestPage } from "../support/test-page.ts";

// Node fails a file in which a rejection is awaited by nobody, whenever it comes.
it("refuses figures while Cekura is down, and leaves no rejection that would end the process", async () => {
  const simulator = await startSimulator({ callCount: 20 });
  const config = membersConfig(["calls:read", "evaluations:read"], {
    source: "cekura",
    cekura: { project: simulator.cekura.projects.cekura },
    agents: "all",
  });
  try {
    const broker = createBroker(config, {
      env: envOf(simulator),
      state: createMemoryState(),
      log: () => {},
    });
    const page = await TestPage.enter(broker, await signAssertion());
    assert.equal((await page.get("/v1/stats")).status, 200);
    simulator.setScenario("cekura-unavailable");
    const day = 86_400_000;
    const from = new Date(Date.now() - 3 * day).toISOString();
    assert.equal((await page.get(`/v1/stats?from=${from}`)).status, 503);
  } finally {
    await simulator.close();
  }
});
