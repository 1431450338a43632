import type { Agent, Page } from "@keyhole/contract";
import type { Handler } from "hono";
import { AGENTS_MAX_UPSTREAM_PAGES, AGENTS_PAGE_SIZE } from "../base/limits.ts";
import { answerTagged } from "../http/answer-tagged.ts";
import type { BrokerEnv } from "../http/broker-env.ts";
import { type Reading, startReading } from "../sources/reading.ts";
import type { Broker } from "./broker.ts";

/** `GET /v1/agents`: the agents that the grant or the site names; all only for who sees every call. */
export function agentsRoute(broker: Broker): Handler<BrokerEnv> {
  return async function answerAgents(context) {
    const items = await listAgents(startReading(broker, context.get("access")));
    return answerTagged(broker, context, { items } satisfies Pick<Page<Agent>, "items">);
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
