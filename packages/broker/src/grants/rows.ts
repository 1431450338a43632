/**
 * Which calls a token opens, as it stands in the token: every filter is ANDed, an absent one does
 * not filter. Only `parseGrant` and `visitorRows` make one.
 */
export interface Rows {
  /** Lower-case agent ids; an empty list opens no call. */
  agents?: string[];
  metadata?: Record<string, string>;
  /** ISO 8601, inclusive, on the call's creation. */
  from?: string;
  to?: string;
}

/** What of a call decides whether it is inside a grant. */
export interface RowFacts {
  agent: { id: string } | null;
  metadata: Readonly<Record<string, string>>;
  /** ISO 8601. */
  createdAt: string;
}

/** The one function that decides whether a call is inside a grant. Every route goes through it. */
export function isInside(call: RowFacts, rows: Rows): boolean {
  const { agents, metadata, from, to } = rows;
  if (agents !== undefined && (call.agent === null || !agents.includes(call.agent.id.toLowerCase())))
    return false;
  for (const [key, value] of Object.entries(metadata ?? {})) {
    if (!Object.hasOwn(call.metadata, key) || call.metadata[key] !== value) return false;
  }
  const createdMs = Date.parse(call.createdAt);
  if (Number.isNaN(createdMs)) return false;
  if (from !== undefined && !(createdMs >= Date.parse(from))) return false;
  if (to !== undefined && !(createdMs <= Date.parse(to))) return false;
  return true;
}

/** Adds the site's agents to rows: a grant opens no agent that is not the site's. */
export function withinSite(rows: Rows, siteAgents: ReadonlySet<string> | "all"): Rows {
  if (siteAgents === "all") return rows;
  const agents =
    rows.agents === undefined ? [...siteAgents] : rows.agents.filter((agent) => siteAgents.has(agent));
  return { ...rows, agents };
}
