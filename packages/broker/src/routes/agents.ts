import type { Agent, Page } from "@keyhole/contract";
import type { Handler } from "hono";
import { AGENTS_MAX_UPSTREAM_PAGES, AGENTS_PAGE_SIZE, UPSTREAM_DEADLINE_MS } from "../base/limits.ts";
import type { Access } from "../grants/access.ts";
import { answerTagged } from "../http/answer-tagged.ts";
import type { BrokerEnv } from "../http/broker-env.ts";
import { refuseUpstream } from "../http/refusals.ts";
import type { Broker } from "./broker.ts";

/** `GET /v1/agents`: the agents of the grant. */
export function agentsRoute(broker: Broker): Handler<BrokerEnv> {
  return async function answerAgents(context) {
    const items = await listAgents(broker, context.get("access"));
    return answerTagged(broker, context, { items } satisfies Pick<Page<Agent>, "items">);
  };
}

async function listAgents(broker: Broker, access: Access): Promise<Agent[]> {
  const { rows } = access;
  const ultravox = broker.ultravoxFor(access);
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
