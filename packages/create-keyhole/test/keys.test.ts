import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { type Simulator, startSimulator } from "@keyhole/simulator";
import { checkCekuraKey } from "../src/keys/cekura-key.ts";
import { checkUltravoxKey } from "../src/keys/ultravox-key.ts";

let simulator: Simulator;
before(async () => {
  simulator = await startSimulator({ port: 0, callCount: 0 });
});
after(() => simulator?.close());

/** A form that could be a key, and that no account has. */
const FOREIGN = `aaaaaaaa.${"b".repeat(32)}`;

describe("checkUltravoxKey", () => {
  it("reads the plan and the agents that the key opens", async () => {
    const checked = await checkUltravoxKey({ apiKey: simulator.apiKey, baseUrl: simulator.baseUrl });
    assert.ok(checked.ok);
    assert.equal(checked.value.plan, "pro");
    assert.ok(checked.value.agents.some(({ name }) => name === "northside-reception"));
  });

  it("asks nobody about a text that can be no key", async () => {
    const fetch = () => assert.fail("the vendor is asked");
    for (const apiKey of ["", "short", `${FOREIGN}\n`, FOREIGN.replace(".", "-")]) {
      const checked = await checkUltravoxKey({ apiKey, baseUrl: simulator.baseUrl, fetch });
      assert.match(checked.ok ? "" : checked.fault, /41 characters/);
    }
  });
});

describe("checkCekuraKey", () => {
  it("tells an organization's key from a project's", async () => {
    const { apiKeys, baseUrl, projects } = simulator.cekura;
    for (const kind of ["organization", "project"] as const) {
      const checked = await checkCekuraKey({ apiKey: apiKeys[kind], baseUrl });
      assert.ok(checked.ok, kind);
      assert.equal(checked.value.kind, kind);
      assert.ok(checked.value.projects.some(({ id }) => id === projects.ultravox));
    }
  });

  it("says that the vendor refuses a key, without repeating it", async () => {
    const checked = await checkCekuraKey({ apiKey: FOREIGN, baseUrl: simulator.cekura.baseUrl });
    assert.match(checked.ok ? "" : checked.fault, /Cekura refuses this key/);
    assert.ok(!JSON.stringify(checked).includes(FOREIGN));
  });
});
