export {
  AGENTS,
  BETA_AGENT_ID,
  BOOKING_AGENT_ID,
  CONCIERGE_AGENT_ID,
  RECEPTION_AGENT_ID,
  type SimulatedAgent,
  SUPPORT_AGENT_ID,
} from "./data/agents.ts";
export type { CallInput } from "./data/call-input.ts";
export type { RecordingForm } from "./data/call-plan.ts";
export type { CallDescription } from "./data/describe-call.ts";
export { PERSONAL_DATA, type PersonalDatum } from "./data/dialogue/personal-data.ts";
export type { MessageInput } from "./data/message-input.ts";
export { TENANTS, VISITOR_KEY } from "./data/metadata.ts";
export { SECRET_PREFIX, type Secret } from "./data/secret.ts";
export { SHOWCASE_CALL_IDS } from "./data/showcase.ts";
export { DEFAULT_API_KEY, type SimulatorOptions } from "./options.ts";
export { SCENARIOS, type ScenarioName } from "./scenarios/scenarios.ts";
export type { LoggedRequest } from "./server/request-log.ts";
export { type Simulator, startSimulator } from "./simulator.ts";
export type { StorageRequest, StorageState } from "./storage/storage-log.ts";
export type { SimulatorState } from "./world.ts";
