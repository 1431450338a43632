export { DEMO_WORKER } from "./demo-worker.ts";
export { createSecrets } from "./secrets.ts";
export { readSettings } from "./settings.ts";
export { type Demo, type DemoOptions, startDemo } from "./start-demo.ts";
