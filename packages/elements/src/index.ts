export type {
  CallDetail,
  CallSummary,
  CheckId,
  Diagnosis,
  DiagnosisCheck,
  Evaluation,
  EvaluationMetric,
  EvaluationSummary,
  ProblemCode,
  Scope,
} from "@keyhole/contract";
export type { CallFilters, DateRange } from "./base/call-filters.ts";
export { VERSION } from "./base/version.ts";
export { KeyholeCall } from "./call/keyhole-call.ts";
export type { GetAssertion } from "./core/settings.ts";
export { defineElements } from "./define.ts";
export type { Misuse, Trouble } from "./errors/trouble.ts";
export { KeyholeCallCloseEvent } from "./events/keyhole-call-close-event.ts";
export { KeyholeCallLoadEvent } from "./events/keyhole-call-load-event.ts";
export { KeyholeCallOpenEvent } from "./events/keyhole-call-open-event.ts";
export { KeyholeCallPauseEvent } from "./events/keyhole-call-pause-event.ts";
export { KeyholeCallPlayEvent } from "./events/keyhole-call-play-event.ts";
export { KeyholeCallSeekEvent } from "./events/keyhole-call-seek-event.ts";
export { KeyholeCallSelectEvent } from "./events/keyhole-call-select-event.ts";
export { KeyholeCallsExportEvent } from "./events/keyhole-calls-export-event.ts";
export { KeyholeCallsFilterEvent } from "./events/keyhole-calls-filter-event.ts";
export { KeyholeCallsLoadEvent } from "./events/keyhole-calls-load-event.ts";
export { KeyholeErrorEvent } from "./events/keyhole-error-event.ts";
export { KeyholeEvaluationLoadEvent } from "./events/keyhole-evaluation-load-event.ts";
export { KeyholeEvaluationVoteEvent } from "./events/keyhole-evaluation-vote-event.ts";
export { KeyholeOpenRequestEvent } from "./events/keyhole-open-request-event.ts";
export { KeyholeOverviewFilterEvent } from "./events/keyhole-overview-filter-event.ts";
export { KeyholeReadyEvent } from "./events/keyhole-ready-event.ts";
export { KeyholeSignOutEvent } from "./events/keyhole-sign-out-event.ts";
export { KeyholeTalkEndEvent } from "./events/keyhole-talk-end-event.ts";
export { KeyholeTalkFailEvent } from "./events/keyhole-talk-fail-event.ts";
export { KeyholeTalkJoinEvent } from "./events/keyhole-talk-join-event.ts";
export { KeyholeTalkStartEvent } from "./events/keyhole-talk-start-event.ts";
export { KeyholeTalkStateEvent } from "./events/keyhole-talk-state-event.ts";
export { KeyholeTalkTurnEvent } from "./events/keyhole-talk-turn-event.ts";
export { KeyholeCalls } from "./list/keyhole-calls.ts";
export type { RowEnd } from "./list/rows/row-ends.ts";
export { KeyholeOverview } from "./overview/keyhole-overview.ts";
export { KeyholeTalk } from "./talk/keyhole-talk.ts";
export type { Tool, ToolResult } from "./talk/model/talk-state.ts";
