import { formatDuration } from "./duration.ts";
import { checkPageSize } from "./page-size.ts";

/** Filters of `GET /calls`; all that are set must hold. Newest first, always. */
export interface CallsQuery {
  /** None at all (an empty list) matches no call and is answered without asking. */
  agentIds?: readonly string[] | undefined;
  /** Exact values. */
  metadata?: Readonly<Record<string, string>> | undefined;
  /** Date-time or date, inclusive. */
  fromDate?: string | undefined;
  /** Date-time or date, inclusive. */
  toDate?: string | undefined;
  durationMinMs?: number | undefined;
  durationMaxMs?: number | undefined;
  /** Empty is no search. */
  search?: string | undefined;
  /** `cursor` of the page before. */
  cursor?: string | undefined;
  /** 1 to 100; the upstream may answer fewer. */
  pageSize: number;
}

/** The query string. Throws a TypeError for a filter that cannot be sent: leaving it out would widen. */
export function toCallsParams(query: CallsQuery): URLSearchParams {
  const params = new URLSearchParams({ sort: "-created", pageSize: checkPageSize(query.pageSize) });
  // OpenAPI's default for arrays in a query (form, explode) is to repeat the parameter.
  for (const agentId of query.agentIds ?? []) params.append("agentIds", checkText("agentIds", agentId));
  for (const [name, value] of Object.entries(query.metadata ?? {})) {
    params.append(`metadata.${checkText("metadata", name)}`, checkText("metadata", value));
  }
  for (const name of ["fromDate", "toDate", "search", "cursor"] as const) {
    const value = query[name];
    // The vendor's spec wants at least one character of a search.
    if (value === undefined || (name === "search" && value === "")) continue;
    params.append(name, checkText(name, value));
  }
  appendDuration(params, "durationMin", query.durationMinMs);
  appendDuration(params, "durationMax", query.durationMaxMs);
  return params;
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
