export type {
  AdminState,
  AuditItem,
  AuditKind,
  CacheUse,
  CekuraKey,
  CekuraKeyRotation,
  Delivery,
  EndedCalls,
  LimitUse,
  PlanUse,
  Revocation,
  SiteStartUse,
  SiteSwitches,
  SubjectSwitch,
  SwitchChanged,
  SwitchList,
  UpstreamUse,
} from "./admin.ts";
export { AUDIT_KINDS } from "./admin.ts";
export type { FirstAnswer, Scope, TokenResponse } from "./auth.ts";
export {
  CLIENT_CREDENTIALS_GRANT,
  isScope,
  JWT_TOKEN_TYPE,
  SCOPES,
  TOKEN_EXCHANGE_GRANT,
} from "./auth.ts";
export type {
  Agent,
  Agents,
  CallDetail,
  CallEvent,
  CallMedium,
  CallStart,
  CallStarted,
  CallStatus,
  CallSummary,
  EndReason,
  Health,
  Message,
  MessageRole,
  Page,
  RecordingTicket,
  Severity,
  SourceName,
} from "./calls.ts";
export { CALL_MEDIA, CALL_STATUSES, END_REASONS, MESSAGE_ROLES, SEVERITIES } from "./calls.ts";
export type {
  BrokerCheckId,
  BrokerDiagnosis,
  CheckId,
  Diagnosis,
  DiagnosisCheck,
  PageCheckId,
} from "./diagnosis.ts";
export { BROKER_CHECKS } from "./diagnosis.ts";
export type {
  Evaluation,
  EvaluationMetric,
  EvaluationSummary,
  EvaluationVote,
  MetricKind,
  Verdict,
  VerdictReason,
} from "./evaluations.ts";
export { METRIC_KINDS, VERDICT_REASONS, VERDICTS } from "./evaluations.ts";
export type { Problem, ProblemCode } from "./problems.ts";
export { isProblemCode, PROBLEM_CODES, PROBLEMS } from "./problems.ts";
export type { CallCount, Stats, StatsStep, VerdictCount } from "./stats.ts";
export { STATS_STEPS } from "./stats.ts";
export type { TalkAgent, TalkMedium, TalkOptions } from "./talk.ts";
