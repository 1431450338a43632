import { after } from "node:test";
import type { Clock } from "../../src/base/clock.ts";
import type { SimulatorOptions } from "../../src/options.ts";
import { type Simulator, startSimulator } from "../../src/simulator.ts";
import { FakeClock } from "./fake-clock.ts";

/** The time to which the tests' data is relative. It is noon, so that "today" has calls. */
export const TEST_NOW = Date.UTC(2026, 6, 2, 12);

/**
 * Starts a simulator that closes after the tests of its file or suite. Its time stands still unless a test passes a
 * clock, and its request limit is out of reach unless a test sets one.
 */
export async function startForTests(
  options: SimulatorOptions = {},
  clock: Clock = new FakeClock(),
): Promise<Simulator> {
  const simulator = await startSimulator({ now: TEST_NOW, requestsPerSecond: 100_000, ...options }, clock);
  after(() => simulator.close());
  return simulator;
}
