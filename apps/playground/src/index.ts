export { createPlaygroundBroker, type PlaygroundBroker } from "./broker/playground-broker.ts";
export { SITES } from "./broker/sites.ts";
export {
  createPlayground,
  createPlaygroundRoutes,
  PAGE_HEADERS,
  type Playground,
} from "./playground-server.ts";
export { ALL_STATES } from "./states/all-states.ts";
export { ENDED } from "./states/call-ids.ts";
export { FIRST_ENDED } from "./states/list-states.ts";
export type { OpenedState, State } from "./states/state.ts";
export { type ElementsManifest, readTokens } from "./theme/read-tokens.ts";
