export { createSecrets } from "./secrets.ts";
export { readSettings } from "./settings.ts";
export { type Demo, startDemo } from "./start-demo.ts";
export { workerCommand } from "./worker-command.ts";
