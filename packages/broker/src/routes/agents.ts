import type { Agent, Page } from "@keyhole/contract";
import type { Handler } from "hono";
import type { Broker } from "../broker.ts";
import type { BrokerEnv } from "../broker-env.ts";
import { answerTagged } from "../http/answer-tagged.ts";
import { refuseUpstream } from "../http/refuse-upstream.ts";
import { AGENTS_MAX_UPSTREAM_PAGES, AGENTS_PAGE_SIZE, UPSTREAM_DEADLINE_MS } from "../limits.ts";
import { requireUltravox } from "../require-ultravox.ts";
import type { ResourceAccess } from "../tokens/resource-access.ts";

/** `GET /v1/agents`: the agents of the grant. */
export function agentsRoute(broker: Broker): Handler<BrokerEnv> {
  return async function answerAgents(context) {
    const items = await listAgents(broker, context.get("access"));
    return answerTagged(broker, context, { items } satisfies Pick<Page<Agent>, "items">);
  };
}

async function listAgents(broker: Broker, access: ResourceAccess): Promise<Agent[]> {
  const { rows } = access;
  const ultravox = requireUltravox(broker, access);
  const wanted = rows.agents === undefined ? null : new Set(rows.agents);
  const found = new Map<string, Agent>();
  const endMs = broker.now() + UPSTREAM_DEADLINE_MS;
  let cursor: string | null = null;
  for (let pages = 0; pages < AGENTS_MAX_UPSTREAM_PAGES; pages += 1) {
    if (wanted !== null && found.size === wanted.size) break;
    const answer = await ultravox.listAgents(
      { pageSize: AGENTS_PAGE_SIZE, ...(cursor === null ? {} : { cursor }) },
      { deadlineMs: Math.max(1, endMs - broker.now()) },
    );
    if (!answer.ok) throw refuseUpstream(answer.error);
    for (const { agentId, name } of answer.value.items) {
      const id = agentId.toLowerCase();
      if (wanted === null || wanted.has(id)) found.set(id, { id, name });
    }
    if (answer.value.cursor === null || answer.value.cursor === cursor) break;
    cursor = answer.value.cursor;
  }
  return [...found.values()];
}
