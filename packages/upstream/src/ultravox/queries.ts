import type { Severity } from "@keyhole/contract";
import { PAGE_SIZE_DEFAULT, PAGE_SIZE_MAX } from "../limits.ts";
import { formatDuration } from "./fields.ts";

/** Filters of `GET /calls`; all that are set must hold. Newest first, always. */
export interface CallsQuery {
  /** An empty list matches no call and is answered without asking. */
  agentIds?: readonly string[] | undefined;
  /** Exact values. */
  metadata?: Readonly<Record<string, string>> | undefined;
  /** Date-time or date, inclusive. */
  fromDate?: string | undefined;
  /** Date-time or date, inclusive. */
  toDate?: string | undefined;
  durationMinMs?: number | undefined;
  durationMaxMs?: number | undefined;
  /** An empty text is no search. */
  search?: string | undefined;
  /** `cursor` of the page before. */
  cursor?: string | undefined;
  /** 1 to 100; the upstream may answer fewer. */
  pageSize: number;
}

/** Which calls are counted; all that are set must hold. */
export type UsageQuery = Pick<CallsQuery, "agentIds" | "fromDate" | "toDate">;

/** A page of what belongs to one call. */
export interface PartQuery {
  /** `cursor` of the page before. */
  cursor?: string | undefined;
  /** 1 to 100; the upstream may answer fewer. */
  pageSize: number;
}

export interface EventsQuery extends PartQuery {
  /** The least severity to list; the upstream's default is `info`. */
  minimumSeverity?: Severity | undefined;
}

export interface AgentsQuery {
  /** `cursor` of the page before. */
  cursor?: string | undefined;
  /** 1 to 100, default 50; the upstream may answer fewer. */
  pageSize?: number | undefined;
}

/** The query string. Throws a TypeError for a filter that cannot be sent: leaving it out would widen. */
export function toCallsParams(query: CallsQuery): URLSearchParams {
  const params = new URLSearchParams({ sort: "-created", pageSize: checkPageSize(query.pageSize) });
  for (const [name, value] of toUsageParams(query)) params.append(name, value);
  for (const [name, value] of Object.entries(query.metadata ?? {})) {
    params.append(`metadata.${checkText("metadata", name)}`, checkText("metadata", value));
  }
  for (const name of ["search", "cursor"] as const) {
    const value = query[name];
    // The vendor's spec wants at least one character of a search.
    if (value === undefined || (name === "search" && value === "")) continue;
    params.append(name, checkText(name, value));
  }
  appendDuration(params, "durationMin", query.durationMinMs);
  appendDuration(params, "durationMax", query.durationMaxMs);
  return params;
}

/** The query string of counted calls. Throws a TypeError for a filter that cannot be sent. */
export function toUsageParams(query: UsageQuery): URLSearchParams {
  const params = new URLSearchParams();
  // OpenAPI's default for arrays in a query (form, explode) is to repeat the parameter.
  for (const agentId of query.agentIds ?? []) params.append("agentIds", checkText("agentIds", agentId));
  for (const name of ["fromDate", "toDate"] as const) {
    const value = query[name];
    if (value !== undefined) params.append(name, checkText(name, value));
  }
  return params;
}

/** The query string of a page of agents, messages or events. Throws a TypeError for a wrong page size. */
export function toPageParams({ cursor, pageSize = PAGE_SIZE_DEFAULT }: AgentsQuery): URLSearchParams {
  const params = new URLSearchParams({ pageSize: checkPageSize(pageSize) });
  if (cursor !== undefined) params.append("cursor", cursor);
  return params;
}

/** The vendor documents neither a default nor a maximum, so a page size is always sent. */
function checkPageSize(pageSize: number): string {
  if (!Number.isInteger(pageSize) || pageSize < 1 || pageSize > PAGE_SIZE_MAX) {
    throw new TypeError(`\`pageSize\` must be a whole number from 1 to ${PAGE_SIZE_MAX}.`);
  }
  return String(pageSize);
}

function checkText(name: keyof CallsQuery, value: unknown): string {
  if (typeof value === "string" && value !== "") return value;
  throw new TypeError(`\`${name}\` must hold no empty text and nothing but text.`);
}

function appendDuration(params: URLSearchParams, name: "durationMin" | "durationMax", ms?: number): void {
  if (ms === undefined) return;
  if (!Number.isSafeInteger(ms) || ms < 0) {
    throw new TypeError(`\`${name}Ms\` must be a whole number of milliseconds from 0.`);
  }
  params.append(name, formatDuration(ms));
}
