export { checkOwnerConfig, type OwnerConfigOptions } from "./config/check-owner-config.ts";
export { isExampleAddress, isLocalAddress } from "./config/example-address.ts";
export { readVars } from "./config/read-vars.ts";
export { checkWithStandIns } from "./config/settings-stand-ins.ts";
export { createQueues, type RunWrangler } from "./deploy/create-queues.ts";
export { deployEnvironment } from "./deploy/deploy-environment.ts";
export { liveReleases } from "./deploy/live-releases.ts";
export { lostReleases, parseReleaseList } from "./deploy/release-list.ts";
