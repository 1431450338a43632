import type { Handler } from "hono";
import { UPSTREAM_DEADLINE_MS } from "../base/limits.ts";
import { findCall } from "../calls/find-call.ts";
import { answerTagged } from "../http/answer-tagged.ts";
import type { BrokerEnv } from "../http/broker-env.ts";
import { parsePageQuery } from "../http/page-query.ts";
import { QueryParams } from "../http/query-params.ts";
import { listMessages } from "../transcripts/list-messages.ts";
import type { Broker } from "./broker.ts";

/** `GET /v1/calls/:id/messages`. */
export function callMessagesRoute(broker: Broker): Handler<BrokerEnv> {
  return async function answerMessages(context) {
    const access = context.get("access");
    const endMs = broker.now() + UPSTREAM_DEADLINE_MS;
    const query = parsePageQuery(new QueryParams(context.req.url));
    const call = await findCall(broker, context.req.param("id") ?? "", access, UPSTREAM_DEADLINE_MS);
    const page = await listMessages(broker, call, query, access, Math.max(1, endMs - broker.now()));
    return answerTagged(broker, context, page);
  };
}
