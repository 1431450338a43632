import { after } from "node:test";
import type { Clock } from "../../src/base/clock.ts";
import type { SimulatorOptions } from "../../src/options.ts";
import { type Simulator, startSimulator } from "../../src/simulator.ts";
import { FakeClock } from "./fake-clock.ts";

/** The time to which the tests' data is relative: noon, so that "today" has calls. */
export const TEST_NOW = Date.UTC(2026, 6, 2, 12);

/**
 * Starts a simulator that ends with the tests of the file or the suite that asked for it. Its time stands still unless
 * a test passes a clock, and no number of requests is too many unless a test sets a limit.
 */
export async function startForTests(
  options: SimulatorOptions = {},
  clock: Clock = new FakeClock(),
): Promise<Simulator> {
  const simulator = await startSimulator({ now: TEST_NOW, requestsPerSecond: 100_000, ...options }, clock);
  after(() => simulator.close());
  return simulator;
}
