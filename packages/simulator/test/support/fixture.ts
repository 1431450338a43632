import { after } from "node:test";
import type { SimulatorOptions } from "../../src/options.ts";
import { type Simulator, startSimulator } from "../../src/simulator.ts";

/** The time to which the tests' data is relative: noon, so that "today" has calls. */
export const TEST_NOW = Date.UTC(2026, 6, 2, 12);

/** Starts a simulator that ends with the tests of the file or the suite that asked for it. */
export async function startForTests(options: SimulatorOptions = {}): Promise<Simulator> {
  const simulator = await startSimulator({ now: TEST_NOW, ...options });
  after(() => simulator.close());
  return simulator;
}
