import { PAGE_SIZE_MAX } from "../limits.ts";

/** The vendor refuses a wider range of time with 400. */
const WINDOW_MAX_MS = 33 * 24 * 3_600_000;

/** Whose call logs: an organization's key needs a project or an agent, and any other may name one. */
export type CekuraScope =
  | { projectId: number; agentId?: undefined }
  | { agentId: number; projectId?: undefined };

/** A range of time, both ends included. */
export interface TimeWindow {
  /** ISO 8601 with its offset. */
  from: string;
  to: string;
}

/** A condition of the vendor's `filters_v2`. */
export type CekuraFilter =
  | { field: string; op: "eq" | "in" | "gte" | "lte"; value: unknown }
  | { operator: "and" | "or"; conditions: readonly CekuraFilter[] };

export interface CallLogsQuery extends TimeWindow {
  scope: CekuraScope;
  filter?: CekuraFilter | undefined;
  /** Cekura's own ids of call logs, not the provider's. */
  ids?: readonly number[] | undefined;
  /** From 1. */
  page?: number | undefined;
  /** 1 to 100. Each row carries its whole transcript, so the vendor advises 5. */
  pageSize: number;
}

/**
 * The query string. The window is always sent: without one the vendor answers the last 30 days, and calls
 * before that would silently be missing. Throws a TypeError for what the vendor refuses.
 */
export function toCallLogsParams(query: CallLogsQuery): URLSearchParams {
  const { scope, from, to, filter, ids, page = 1, pageSize } = query;
  const widthMs = Date.parse(to) - Date.parse(from);
  if (!(widthMs >= 0 && widthMs <= WINDOW_MAX_MS)) {
    throw new TypeError("`from` and `to` must be at most 33 days apart.");
  }
  return new URLSearchParams({
    ...toScopeParams(scope),
    timestamp_from: from,
    timestamp_to: to,
    page: String(toCount("page", page, Number.MAX_SAFE_INTEGER)),
    page_size: String(toCount("pageSize", pageSize, PAGE_SIZE_MAX)),
    ...(ids === undefined ? {} : { call_ids: ids.join(",") }),
    ...(filter === undefined ? {} : { filters_v2: JSON.stringify(filter) }),
  });
}

export function toScopeParams({ projectId, agentId }: CekuraScope): Record<string, string> {
  return projectId === undefined
    ? { agent_id: String(toCount("agentId", agentId, Number.MAX_SAFE_INTEGER)) }
    : { project_id: String(toCount("projectId", projectId, Number.MAX_SAFE_INTEGER)) };
}

/** Windows that together cover a range of time, the newest first, each as wide as the vendor allows. */
export function splitWindow({ from, to }: TimeWindow): TimeWindow[] {
  const fromMs = Date.parse(from);
  const windows: TimeWindow[] = [];
  for (let endMs = Date.parse(to); endMs >= fromMs; endMs -= WINDOW_MAX_MS + 1) {
    const startMs = Math.max(fromMs, endMs - WINDOW_MAX_MS);
    windows.push({ from: new Date(startMs).toISOString(), to: new Date(endMs).toISOString() });
  }
  return windows;
}

export function toCount(name: string, value: unknown, max: number): number {
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= 1 && value <= max) return value;
  throw new TypeError(`\`${name}\` must be a whole number from 1 to ${max}.`);
}
