import type { CallFilters } from "../base/call-filters.ts";
import { boundsOf } from "./filters/filter-bounds.ts";

/** Filters as they follow `?limit=…` in the URL of a list. The same filters give the same text all day. */
export function callsQuery(filters: CallFilters, timeZone: string | undefined, nowMs: number): string {
  const { fromMs, toMs } = boundsOf(filters, timeZone, nowMs);
  const { agent, minDurationMs, maxDurationMs, status, q } = filters;
  const fields = {
    from: fromMs === null ? undefined : new Date(fromMs).toISOString(),
    to: toMs === null ? undefined : new Date(toMs).toISOString(),
    agent,
    minDurationMs,
    maxDurationMs,
    status,
    q,
  };
  return Object.entries(fields)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `&${name}=${encodeURIComponent(`${value}`)}`)
    .join("");
}
