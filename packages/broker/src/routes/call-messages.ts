import type { Handler } from "hono";
import type { Broker } from "../broker.ts";
import type { BrokerEnv } from "../broker-env.ts";
import { findCall } from "../calls/find-call.ts";
import { answerTagged } from "../http/answer-tagged.ts";
import { parsePageQuery } from "../http/page-query.ts";
import { QueryParams } from "../http/query-params.ts";
import { UPSTREAM_DEADLINE_MS } from "../limits.ts";
import { listMessages } from "../transcripts/list-messages.ts";

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
