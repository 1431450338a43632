export type { Child, ChildCommand } from "./child.ts";
export { childEnv } from "./child-env.ts";
export { listenOnLocalhost } from "./listen.ts";
export { choosePorts } from "./ports.ts";
export { groupIsAlive } from "./process-group.ts";
export { waitUntilAnswers } from "./readiness.ts";
export { StartError } from "./start-error.ts";
export { createSupervisor, type Supervisor } from "./supervisor.ts";
export { runUntilTold, type Told } from "./until-told.ts";
