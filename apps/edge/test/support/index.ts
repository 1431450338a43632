export { type SimulatorProcess, startSimulatorProcess } from "./start-simulator.ts";
export { type RunningWorkerd, startWorkerd } from "./start-workerd.ts";
export { testVars } from "./test-vars.ts";
export { ASSERTION_SECRET, PUBLIC_URL, signAssertion, Viewer } from "./viewer.ts";
