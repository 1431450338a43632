import type { Agent, CallMedium, CallSummary, EndReason, Page, SourceName } from "@keyhole/contract";
import { CALL_STATUSES } from "@keyhole/contract";

/**
 * Parses a page of calls field by field. Leaves out rows that are no calls, and unknown fields.
 */
export function parseCallsPage(body: unknown): Page<CallSummary> | undefined {
  const page = record(body);
  if (!page || !Array.isArray(page.items)) return undefined;
  const { next, total } = page;
  if (next !== null && (typeof next !== "string" || next === "")) return undefined;
  const items = page.items.map(parseCallSummary).filter((call) => call !== undefined);
  // Nothing but rows that are no calls is no list.
  if (page.items.length > 0 && items.length === 0) return undefined;
  return typeof total === "number" && total >= 0 ? { items, next, total } : { items, next };
}

/**
 * Parses one call; undefined without the fields that every call has. A medium, source or end reason that a newer
 * broker has is kept: it has no words here, and the call is shown without them.
 */
export function parseCallSummary(value: unknown): CallSummary | undefined {
  const fields = record(value);
  if (!fields) return undefined;
  const id = string(fields.id);
  const createdAt = time(fields.createdAt);
  const status = CALL_STATUSES.find((known) => known === fields.status);
  const medium = string(fields.medium) as CallMedium | null;
  const source = string(fields.source) as SourceName | null;
  if (!id || !createdAt || !status || !medium || !source) return undefined;
  return {
    id,
    source,
    agent: agent(fields.agent),
    status,
    createdAt,
    joinedAt: time(fields.joinedAt),
    endedAt: time(fields.endedAt),
    durationMs: number(fields.durationMs),
    endReason: string(fields.endReason) as EndReason | null,
    medium,
    title: string(fields.title),
    summary: string(fields.summary),
    hasRecording: fields.hasRecording === true,
    metadata: strings(fields.metadata),
  };
}

function agent(value: unknown): Agent | null {
  const fields = record(value);
  const id = string(fields?.id);
  const name = string(fields?.name);
  return id && name ? { id, name } : null;
}

function record(value: unknown): Record<string, unknown> | null {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : null;
}

/** A text that is not blank, else null. */
function string(value: unknown): string | null {
  return typeof value === "string" && value.trim() !== "" ? value : null;
}

function number(value: unknown): number | null {
  return typeof value === "number" && value >= 0 && value < Infinity ? value : null;
}

const ISO = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;

/** ISO 8601 with Z, as a table shows it without a change; `Date` reads almost anything. */
function time(value: unknown): string | null {
  return typeof value === "string" && ISO.test(value) && !Number.isNaN(Date.parse(value)) ? value : null;
}

function strings(value: unknown): Record<string, string> {
  const entries = Object.entries(record(value) ?? {}) as [string, string][];
  return Object.fromEntries(entries.filter(([, text]) => typeof text === "string"));
}
