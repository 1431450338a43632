import type { Agent } from "@keyhole/contract";
import { AGENTS_MAX_UPSTREAM_PAGES, AGENTS_PAGE_SIZE } from "../base/limits/calls.ts";
import type { Reading } from "./reading.ts";

/** What decides on a list of agents. */
export type AgentsReading = Pick<Reading, "source" | "timeLeft"> & {
  access: Pick<Reading["access"], "rows">;
};

/** The agents that the rows name; without any, all of the owner's for unfiltered rows, and none for narrower ones. */
export async function listAgents({ access, source, timeLeft }: AgentsReading): Promise<Agent[]> {
  const { rows } = access;
  // Agents often bear customers' names: rows that name no agent do not open the account's list.
  if (rows.agents === undefined && Object.keys(rows).length > 0) return [];
  const wanted = rows.agents === undefined ? null : new Set(rows.agents);
  const found = new Map<string, Agent>();
  let cursor: string | null = null;
  for (let pages = 0; pages < AGENTS_MAX_UPSTREAM_PAGES; pages += 1) {
    if (wanted !== null && found.size === wanted.size) break;
    const page = await source.agents({ cursor, pageSize: AGENTS_PAGE_SIZE }, timeLeft());
    for (const agent of page.items) {
      const id = agent.id.toLowerCase();
      if (wanted === null || wanted.has(id)) found.set(id, { id, name: agent.name });
    }
    if (page.cursor === null || page.cursor === cursor) break;
    cursor = page.cursor;
  }
  return [...found.values()];
}
