import assert from "node:assert/strict";
import { test } from "node:test";
import { StartError } from "@keyhole/dev/processes";
import { readSettings } from "./settings.ts";

test("without settings the usual ports are used", () => {
  assert.deepEqual(readSettings({}), {
    pagePort: 8080,
    playgroundPort: 8081,
    brokerPort: 8787,
    simulatorPort: 8790,
  });
});

test("settings are read", () => {
  const env = {
    KEYHOLE_PAGE_PORT: "3000",
    KEYHOLE_PLAYGROUND_PORT: "3003",
    KEYHOLE_BROKER_PORT: "3001",
    KEYHOLE_SIMULATOR_PORT: "0",
    KEYHOLE_CALLS: "100000",
  };
  const expected = {
    pagePort: 3000,
    playgroundPort: 3003,
    brokerPort: 3001,
    simulatorPort: 0,
    calls: 100_000,
  };
  assert.deepEqual(readSettings(env), expected);
});

test("an empty setting is none", () => {
  assert.equal(readSettings({ KEYHOLE_PAGE_PORT: " " }).pagePort, 8080);
});

for (const value of ["80a", "-1", "65536", "1.5", "0x10", "99999999999"]) {
  test(`the port ${value} is refused by name`, () => {
    assert.throws(
      () => readSettings({ KEYHOLE_BROKER_PORT: value }),
      (error) => error instanceof StartError && error.message.startsWith(`KEYHOLE_BROKER_PORT is "${value}"`),
    );
  });
}
