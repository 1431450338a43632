export { type SimulatorProcess, startSimulatorProcess } from "./start-simulator.ts";
export { type RunningWorkerd, startWorkerd } from "./start-workerd.ts";
export { testVars } from "./test-vars.ts";
export { PUBLIC_URL, Viewer } from "./viewer.ts";
