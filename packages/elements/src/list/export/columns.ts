import type { CallSummary } from "@keyhole/contract";

/** One column of a table of calls. */
export type Column =
  | { name: string; kind: "text" | "time"; read: (call: CallSummary) => string | null }
  /** `duration`: milliseconds. */
  | { name: string; kind: "number" | "duration"; read: (call: CallSummary) => number | null }
  | { name: string; kind: "boolean"; read: (call: CallSummary) => boolean };

/** Columns that every call has. A time is ISO 8601, in UTC. */
const COLUMNS: readonly Column[] = [
  { name: "id", kind: "text", read: ({ id }) => id },
  { name: "source", kind: "text", read: ({ source }) => source },
  { name: "agent_id", kind: "text", read: ({ agent }) => agent?.id ?? null },
  { name: "agent_name", kind: "text", read: ({ agent }) => agent?.name ?? null },
  { name: "status", kind: "text", read: ({ status }) => status },
  { name: "created_at", kind: "time", read: ({ createdAt }) => createdAt },
  { name: "joined_at", kind: "time", read: ({ joinedAt }) => joinedAt },
  { name: "ended_at", kind: "time", read: ({ endedAt }) => endedAt },
  { name: "duration", kind: "duration", read: ({ durationMs }) => durationMs },
  { name: "duration_ms", kind: "number", read: ({ durationMs }) => durationMs },
  {
    name: "duration_s",
    kind: "number",
    read: ({ durationMs }) => (durationMs === null ? null : durationMs / 1000),
  },
  { name: "end_reason", kind: "text", read: ({ endReason }) => endReason },
  { name: "medium", kind: "text", read: ({ medium }) => medium },
  { name: "title", kind: "text", read: ({ title }) => title },
  { name: "summary", kind: "text", read: ({ summary }) => summary },
  { name: "has_recording", kind: "boolean", read: ({ hasRecording }) => hasRecording },
];

/** The columns of every call, then one for each key of metadata. */
export function columnsFor(metadataKeys: readonly string[]): readonly Column[] {
  const own = metadataKeys.map(
    (key): Column => ({
      name: `metadata.${key}`,
      kind: "text",
      read: ({ metadata }) => (Object.hasOwn(metadata, key) ? (metadata[key] ?? null) : null),
    }),
  );
  return [...COLUMNS, ...own];
}
