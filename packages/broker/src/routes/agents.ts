import type { Agents } from "@keyhole/contract";
import type { Handler } from "hono";
import { answerTagged } from "../http/answer-tagged.ts";
import type { BrokerEnv } from "../http/broker-env.ts";
import { refusedFilters } from "../sources/filters.ts";
import { listAgents } from "../sources/list-agents.ts";
import { startReading } from "../sources/reading.ts";
import type { Broker } from "./broker.ts";

/**
 * `GET /v1/agents`: the agents that the grant or the site names, all only for who sees every call; and the
 * filters that the source does not have.
 */
export function agentsRoute(broker: Broker): Handler<BrokerEnv> {
  return async function answerAgents(context) {
    const reading = startReading(broker, context);
    const items = await listAgents(reading);
    const refused = refusedFilters(reading.source.can.filters);
    const answer: Agents = { items, ...(refused.length > 0 && { refusedFilters: refused }) };
    return answerTagged(broker, context, answer);
  };
}
