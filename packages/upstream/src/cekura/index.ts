export type { CekuraCallLog, CekuraCallLogDetail, CekuraRule } from "./call-log.ts";
export type { CekuraPage } from "./cekura-page.ts";
export type { AgentsQuery, Cekura, CekuraKnowledge, CekuraOptions } from "./create-cekura.ts";
export { createCekura } from "./create-cekura.ts";
export type { CekuraMetricResult, MetricKind } from "./metric-result.ts";
export type { CekuraAgent, CekuraApiKey, CekuraMetric, CekuraProject } from "./objects.ts";
export type { CallLogsQuery, CekuraFilter, CekuraScope, TimeWindow } from "./queries.ts";
export { splitWindow } from "./queries.ts";
export type { CekuraTurn } from "./transcript-turn.ts";
