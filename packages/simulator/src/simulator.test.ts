import assert from "node:assert/strict";
import { test } from "node:test";
import { read } from "../test/support/api-client.ts";
import { FakeClock } from "../test/support/fake-clock.ts";
import { startForTests } from "../test/support/fixture.ts";
import { DEFAULT_API_KEY, type SimulatorOptions } from "./options.ts";
import { startSimulator } from "./simulator.ts";

test("listens on the loopback address and tells its URLs", async () => {
  const simulator = await startForTests({ callCount: 0 });
  assert.match(simulator.baseUrl, /^http:\/\/127\.0\.0\.1:\d+\/api$/);
  assert.equal(simulator.controlUrl, simulator.baseUrl.replace("/api", "/_simulator"));
  assert.match(simulator.storageUrl, /^http:\/\/127\.0\.0\.1:\d+$/);
  assert.ok(!simulator.baseUrl.startsWith(simulator.storageUrl));
});

test("has a default key in the vendor's form", async () => {
  assert.match(DEFAULT_API_KEY, /^[A-Za-z0-9]{8}\.[A-Za-z0-9]{32}$/);
  const simulator = await startForTests({ callCount: 0 });
  assert.equal(simulator.apiKey, DEFAULT_API_KEY);
});

test("accepts a given key and refuses the default one", async () => {
  const simulator = await startForTests({ callCount: 3, apiKey: "my-key" });
  assert.equal((await read(simulator, "/calls")).total, 3);
  const response = await fetch(`${simulator.baseUrl}/calls`, { headers: { "X-API-Key": DEFAULT_API_KEY } });
  assert.equal(response.status, 401);
});

const WRONG: [SimulatorOptions, RegExp][] = [
  [{ port: 70_000 }, /^port: must be a whole number from 0 to 65535/],
  [{ storagePort: -1 }, /^storagePort: must be a whole number from 0 to 65535/],
  [{ recordingUrlSeconds: 0 }, /^recordingUrlSeconds: /],
  [{ host: "" }, /^host: /],
  [{ callCount: -1 }, /^callCount: /],
  [{ callCount: 1.5 }, /^callCount: /],
  [{ seed: Number.NaN }, /^seed: /],
  [{ now: 0 }, /^now: /],
  [{ apiKey: "two words" }, /^apiKey: /],
  [{ requestsPerSecond: 0 }, /^requestsPerSecond: /],
  [{ retryAfterForm: "minutes" as "seconds" }, /^retryAfterForm: must be one of seconds, http-date/],
  [{ slowMs: -1 }, /^slowMs: /],
  [{ scenario: "nosuch" as "normal" }, /^scenario: must be one of normal/],
  [{ colour: "red" } as SimulatorOptions, /^colour: is not one of port/],
];

for (const [options, message] of WRONG) {
  test(`refuses a wrong option by name: ${JSON.stringify(options)}`, async () => {
    await assert.rejects(startSimulator(options), (error) => {
      assert.ok(error instanceof TypeError);
      assert.match(error.message, message);
      return true;
    });
  });
}

test("rejects with the system's error if a port is taken", async () => {
  const first = await startForTests({ callCount: 0 });
  const port = Number(new URL(first.baseUrl).port);
  await assert.rejects(startSimulator({ callCount: 0, port }), { code: "EADDRINUSE" });
  const storagePort = Number(new URL(first.storageUrl).port);
  const spare = await startForTests({ callCount: 0 });
  const freePort = Number(new URL(spare.baseUrl).port);
  await spare.close();
  const taken = startSimulator({ callCount: 0, port: freePort, storagePort });
  await assert.rejects(taken, { code: "EADDRINUSE" });
  // The API's port, which was free, is free again.
  await (await startSimulator({ callCount: 0, port: freePort })).close();
});

test("close ends open and waiting connections, and may be called twice", async () => {
  const clock = new FakeClock();
  const simulator = await startForTests({ callCount: 0, scenario: "slow" }, clock);
  const waiting = assert.rejects(read(simulator, "/calls"));
  await clock.someoneSleeps();
  await simulator.close();
  await waiting;
  await simulator.close();
});
