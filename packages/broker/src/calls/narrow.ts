import type { CallsQuery as UpstreamQuery } from "@keyhole/upstream/ultravox";
import type { Rows } from "../grants/rows.ts";
import type { CallsFilter } from "./calls-query.ts";

/**
 * What to ask upstream: the grant's rows, narrowed by the page's filters and never replaced by
 * them. Null where nothing can be inside both.
 */
export function narrow(rows: Rows, filter: CallsFilter): Omit<UpstreamQuery, "pageSize" | "cursor"> | null {
  const agentIds = narrowAgents(rows.agents, filter.agent);
  if (agentIds?.length === 0) return null;
  const from = latest(rows.from, filter.fromMs);
  const to = earliest(rows.to, filter.toMs);
  if (from !== null && to !== null && from > to) return null;
  return {
    ...(agentIds === null ? {} : { agentIds }),
    ...(rows.metadata === undefined ? {} : { metadata: rows.metadata }),
    ...(from === null ? {} : { fromDate: new Date(from).toISOString() }),
    ...(to === null ? {} : { toDate: endOfMillisecond(to) }),
    ...(filter.minDurationMs === null ? {} : { durationMinMs: filter.minDurationMs }),
    ...(filter.maxDurationMs === null ? {} : { durationMaxMs: filter.maxDurationMs }),
    ...(filter.text === null ? {} : { search: filter.text }),
  };
}

/** The upstream tells calls apart by the microsecond, a page by the millisecond: `to` names a whole one. */
function endOfMillisecond(timeMs: number): string {
  return new Date(timeMs).toISOString().replace("Z", "999Z");
}

function narrowAgents(granted: readonly string[] | undefined, asked: string | null): string[] | null {
  if (asked === null) return granted === undefined ? null : [...granted];
  return granted === undefined || granted.includes(asked) ? [asked] : [];
}

function latest(granted: string | undefined, askedMs: number | null): number | null {
  const times = [granted === undefined ? null : Date.parse(granted), askedMs].filter((time) => time !== null);
  return times.length === 0 ? null : Math.max(...times);
}

function earliest(granted: string | undefined, askedMs: number | null): number | null {
  const times = [granted === undefined ? null : Date.parse(granted), askedMs].filter((time) => time !== null);
  return times.length === 0 ? null : Math.min(...times);
}
