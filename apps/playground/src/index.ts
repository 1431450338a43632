export { answerStage } from "./broker/stage-broker.ts";
export { createPlayground } from "./playground-server.ts";
export { readTokens } from "./theme/read-tokens.ts";
