import type { Agent, Agents } from "@keyhole/contract";
import type { Handler } from "hono";
import {
  AGENTS_CACHE_SECONDS,
  AGENTS_CACHE_SIZE,
  AGENTS_MAX_UPSTREAM_PAGES,
  AGENTS_PAGE_SIZE,
} from "../base/limits.ts";
import { answerTagged } from "../http/answer-tagged.ts";
import type { BrokerEnv } from "../http/broker-env.ts";
import { refusedFilters } from "../sources/filters.ts";
import { type Reading, startReading } from "../sources/reading.ts";
import type { Broker } from "./broker.ts";

/**
 * `GET /v1/agents`: the agents that the grant or the site names, all only for who sees every call; and the
 * filters that the source does not have.
 */
export function agentsRoute(broker: Broker): Handler<BrokerEnv> {
  const cache = createAgentCache(broker.now);
  return async function answerAgents(context) {
    const reading = startReading(broker, context);
    const items = await cache.listAgents(reading);
    const refused = refusedFilters(reading.source.can.filters);
    const answer: Agents = { items, ...(refused.length > 0 && { refusedFilters: refused }) };
    return answerTagged(broker, context, answer);
  };
}

/**
 * Keeps lists of agents in the isolate, because one may take ten upstream requests. The key holds all that
 * decides on a list: grants with other rows never share one. Failures are not kept.
 */
function createAgentCache(now: () => number) {
  const lists = new Map<string, { items: Agent[]; untilMs: number }>();
  return {
    async listAgents(reading: Reading): Promise<Agent[]> {
      const { access, source } = reading;
      const { rows, site } = access;
      const agents = rows.agents?.toSorted();
      const key = JSON.stringify([source.name, site.id, agents ?? null, Object.keys(rows).length]);
      const kept = lists.get(key);
      if (kept !== undefined && kept.untilMs > now()) return kept.items;
      lists.delete(key);
      const items = await listAgents(reading);
      const [oldest] = lists.keys();
      if (oldest !== undefined && lists.size >= AGENTS_CACHE_SIZE) lists.delete(oldest);
      lists.set(key, { items, untilMs: now() + AGENTS_CACHE_SECONDS * 1000 });
      return items;
    },
  };
}

async function listAgents({ access, source, timeLeft }: Reading): Promise<Agent[]> {
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
