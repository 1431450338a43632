import type { CallSummary } from "@keyhole/contract";
import { csvLine } from "./csv.ts";

type Cell = string | number | boolean | null;

/** Columns that every call has. Times are ISO 8601, in UTC. */
const COLUMNS: readonly (readonly [string, (call: CallSummary) => Cell])[] = [
  ["id", ({ id }) => id],
  ["source", ({ source }) => source],
  ["agent_id", ({ agent }) => agent?.id ?? null],
  ["agent_name", ({ agent }) => agent?.name ?? null],
  ["status", ({ status }) => status],
  ["created_at", ({ createdAt }) => createdAt],
  ["joined_at", ({ joinedAt }) => joinedAt],
  ["ended_at", ({ endedAt }) => endedAt],
  ["duration_ms", ({ durationMs }) => durationMs],
  ["duration_s", ({ durationMs }) => (durationMs === null ? null : durationMs / 1000)],
  ["end_reason", ({ endReason }) => endReason],
  ["medium", ({ medium }) => medium],
  ["title", ({ title }) => title],
  ["summary", ({ summary }) => summary],
  ["has_recording", ({ hasRecording }) => hasRecording],
];

/** The first line: the columns of every call, then one for each key of metadata. */
export function csvHeader(metadataKeys: readonly string[]): string {
  return csvLine([...COLUMNS.map(([name]) => name), ...metadataKeys.map((key) => `metadata.${key}`)]);
}

/** The line of a call. */
export function csvOf(call: CallSummary, metadataKeys: readonly string[]): string {
  const own = COLUMNS.map(([, read]) => read(call));
  const metadata = metadataKeys.map((key) =>
    Object.hasOwn(call.metadata, key) ? (call.metadata[key] ?? null) : null,
  );
  return csvLine([...own, ...metadata]);
}
