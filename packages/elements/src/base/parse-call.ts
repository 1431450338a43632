import type { Agent, CallSummary, Page } from "@keyhole/contract";
import { CALL_MEDIA, CALL_STATUSES, END_REASONS } from "@keyhole/contract";

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

/** Parses one call; undefined without the fields that every call has. */
export function parseCallSummary(value: unknown): CallSummary | undefined {
  const fields = record(value);
  if (!fields) return undefined;
  const id = string(fields.id);
  const createdAt = time(fields.createdAt);
  const status = oneOf(CALL_STATUSES, fields.status);
  const medium = oneOf(CALL_MEDIA, fields.medium);
  const source = oneOf(["ultravox", "cekura"] as const, fields.source);
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
    endReason: oneOf(END_REASONS, fields.endReason),
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
  return typeof value === "number" && value >= 0 ? value : null;
}

function time(value: unknown): string | null {
  return typeof value === "string" && !Number.isNaN(Date.parse(value)) ? value : null;
}

function oneOf<Value extends string>(values: readonly Value[], value: unknown): Value | null {
  return values.find((known) => known === value) ?? null;
}

function strings(value: unknown): Record<string, string> {
  const entries = Object.entries(record(value) ?? {});
  return Object.fromEntries(
    entries.filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
}
