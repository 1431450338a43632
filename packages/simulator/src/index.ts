export type { RecordingForm } from "./audio/recording-file.ts";
export type { Clock } from "./base/clock.ts";
export { Random } from "./base/random.ts";
export type { CallInput } from "./calls/added-call.ts";
export {
  AGENTS,
  BETA_AGENT_ID,
  BOOKING_AGENT_ID,
  CONCIERGE_AGENT_ID,
  RECEPTION_AGENT_ID,
  type SimulatedAgent,
  SUPPORT_AGENT_ID,
} from "./calls/agents.ts";
export { TENANTS, VISITOR_KEY } from "./calls/make-rows.ts";
export { SECRET_PREFIX, type Secret } from "./calls/secret.ts";
export { SHOWCASE_CALL_IDS } from "./calls/showcase.ts";
export type { ReceivedCall } from "./cekura/world.ts";
export { type AccessTeam, type AccessTeamOptions, startAccessTeam } from "./identity/access-team.ts";
export { type OpenIdFaults, type OpenIdProvider, startOpenIdProvider } from "./identity/openid-provider.ts";
export { PERSONAL_DATA, type PersonalDatum } from "./languages/personal-data.ts";
export { DEFAULT_API_KEY, type SimulatorOptions } from "./options.ts";
export { SCENARIOS, type ScenarioName } from "./scenarios/scenarios.ts";
export type { SimulatorState, Webhooks } from "./server/controls.ts";
export type { LoggedRequest } from "./server/request-log.ts";
export { type SimulatedCekura, type Simulator, startSimulator } from "./simulator.ts";
export type { StorageRequest, StorageState } from "./storage/storage-log.ts";
export type { CallDescription } from "./store/describe-call.ts";
export type { MessageInput } from "./transcript/added-turn.ts";
export type { SignedMessage } from "./webhooks/signed-message.ts";
export type { CekuraWebhook, Webhook, WebhookEvent } from "./webhooks/webhook.ts";
export type { SentWebhook } from "./webhooks/webhook-sender.ts";
