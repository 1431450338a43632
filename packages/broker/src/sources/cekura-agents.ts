import type { Cekura } from "@keyhole/upstream/cekura";
import { AGENTS_CACHE_SECONDS, AGENTS_PAGE_SIZE } from "../base/limits/calls.ts";
import { parseCekuraId } from "../base/values.ts";
import type { TimeLimit } from "./source.ts";

/** Agents of projects in the isolate's memory: numbers alone. */
export interface CekuraAgents {
  /**
   * The agent whose calls a list asks for; null where it asks for the whole project's, and "none" where no agent can be
   * the project's. Cekura lists the calls of one agent or of one project: an agent is named only if it is known to be
   * the project's, because a key of the organization lists other projects' agents as well.
   */
  agentToAsk(request: AgentsRequest, time: TimeLimit): Promise<number | null | "none">;
}

export interface AgentsRequest {
  project: number;
  /** Undefined: all of the project's. */
  agents: readonly string[] | undefined;
  cekura: Pick<Cekura, "listAgents">;
}

export function createCekuraAgents(now: () => number): CekuraAgents {
  const known = new Map<number, { ids: ReadonlySet<string>; isWhole: boolean; untilMs: number }>();

  async function agentsOf({ project, cekura }: AgentsRequest, time: TimeLimit) {
    const kept = known.get(project);
    if (kept !== undefined && now() < kept.untilMs) return kept;
    const page = await cekura.listAgents({ projectId: project, pageSize: AGENTS_PAGE_SIZE }, time);
    if (!page.ok) return null;
    const { items, nextPage, skipped } = page.value;
    const ids = new Set(items.filter(({ projectId }) => projectId === project).map(({ id }) => String(id)));
    const isWhole = nextPage === null && skipped === 0 && ids.size === items.length;
    const read = { ids, isWhole, untilMs: now() + AGENTS_CACHE_SECONDS * 1000 };
    known.set(project, read);
    return read;
  }

  return {
    async agentToAsk(request, time) {
      const wanted = agentsAmong(request.agents);
      if (wanted?.length === 0) return "none";
      const [only] = wanted ?? [];
      // Of several agents, the broker picks the calls out of the project's.
      if (only === undefined || wanted?.length !== 1) return null;
      const found = await agentsOf(request, time);
      if (found?.ids.has(only)) return Number(only);
      return found?.isWhole ? "none" : null;
    },
  };
}

/** Those of a grant's agents that are numbers of Cekura; undefined for all agents. */
export function agentsAmong(agents: readonly string[] | undefined): readonly string[] | undefined {
  return agents?.filter((id) => parseCekuraId(id) !== undefined);
}
