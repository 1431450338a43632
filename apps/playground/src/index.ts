export { answerStage } from "./broker/stage-broker.ts";
export { createPlayground, createPlaygroundRoutes, PAGE_HEADERS } from "./playground-server.ts";
export { type ElementsManifest, readTokens } from "./theme/read-tokens.ts";
