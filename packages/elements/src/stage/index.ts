export { answerStage } from "./stage-broker.ts";
export { STAGE_STATES } from "./stage-state.ts";
