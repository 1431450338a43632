export type { Agent } from "./agent.ts";
export type {
  CallDetail,
  CallMedium,
  CallSource,
  CallStatus,
  CallSummary,
  EndReason,
} from "./call.ts";
export { CALL_MEDIA, CALL_STATUSES, END_REASONS } from "./call.ts";
export type { CallEvent, Severity } from "./call-event.ts";
export { SEVERITIES } from "./call-event.ts";
export type { Health } from "./health.ts";
export type { Message, MessageRole } from "./message.ts";
export { MESSAGE_ROLES } from "./message.ts";
export type { Page } from "./page.ts";
export type { Problem, ProblemCode } from "./problem.ts";
export { isProblemCode } from "./problem.ts";
export { PROBLEMS } from "./problems.ts";
export type { RecordingTicket } from "./recording.ts";
export type { Scope } from "./scope.ts";
export { isScope, SCOPES } from "./scope.ts";
export type { TokenResponse } from "./token.ts";
export {
  CLIENT_CREDENTIALS_GRANT,
  JWT_TOKEN_TYPE,
  TOKEN_EXCHANGE_GRANT,
} from "./token.ts";
