import type { Handler } from "hono";
import { parseCallsQuery } from "../calls/calls-query.ts";
import { listCalls } from "../calls/list-calls.ts";
import { answerTagged } from "../http/answer-tagged.ts";
import type { BrokerEnv } from "../http/broker-env.ts";
import type { Broker } from "./broker.ts";

/** `GET /v1/calls`. */
export function callsRoute(broker: Broker): Handler<BrokerEnv> {
  return async function answerCalls(context) {
    const access = context.get("access");
    const page = await listCalls(broker, parseCallsQuery(context.req.url, access), access);
    return answerTagged(broker, context, page);
  };
}
