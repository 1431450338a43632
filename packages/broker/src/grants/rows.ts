/**
 * Which calls a token opens, as stored in the token. All filters are ANDed; an absent one does not filter.
 * Only `parseGrant` and `visitorRows` create rows.
 */
export interface Rows {
  /** Lower-case agent ids; an empty list opens no call. */
  agents?: string[];
  metadata?: Record<string, string>;
  /** ISO 8601, inclusive, on the call's creation. */
  from?: string;
  to?: string;
}

/** The fields of a call that decide whether it is inside a grant. */
export interface RowFacts {
  agent: { id: string } | null;
  metadata: Readonly<Record<string, string>>;
  /** ISO 8601. */
  createdAt: string;
}

/** The only function that decides whether a call is inside a grant. Every route uses it. */
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

/** Rows as a part of a name, as JSON: the same for the same filters, in whichever order they are written. */
export function nameOfRows({ agents, metadata, from, to }: Rows): unknown {
  const filters = Object.entries(metadata ?? {}).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return [agents?.toSorted() ?? null, filters, from ?? null, to ?? null];
}

/** Narrows rows to the site's agents. */
export function withinSite(rows: Rows, siteAgents: ReadonlySet<string> | "all"): Rows {
  if (siteAgents === "all") return rows;
  const agents =
    rows.agents === undefined ? [...siteAgents] : rows.agents.filter((agent) => siteAgents.has(agent));
  return { ...rows, agents };
}
