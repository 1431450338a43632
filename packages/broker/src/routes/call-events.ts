import { SEVERITIES } from "@keyhole/contract";
import type { Handler } from "hono";
import { UPSTREAM_DEADLINE_MS } from "../base/limits.ts";
import { findCall } from "../calls/find-call.ts";
import { listEvents } from "../events/list-events.ts";
import { answerTagged } from "../http/answer-tagged.ts";
import type { BrokerEnv } from "../http/broker-env.ts";
import { parsePageQuery } from "../http/page-query.ts";
import { QueryParams } from "../http/query-params.ts";
import type { Broker } from "./broker.ts";

/** `GET /v1/calls/:id/events`. */
export function callEventsRoute(broker: Broker): Handler<BrokerEnv> {
  return async function answerEvents(context) {
    const access = context.get("access");
    const endMs = broker.now() + UPSTREAM_DEADLINE_MS;
    const params = new QueryParams(context.req.url);
    const severity =
      params.read("severity", `one of ${SEVERITIES.join(", ")}`, (text) =>
        SEVERITIES.find((name) => name === text),
      ) ?? "info";
    const query = { ...parsePageQuery(params), severity };
    const call = await findCall(broker, context.req.param("id") ?? "", access, UPSTREAM_DEADLINE_MS);
    const page = await listEvents(broker, call, query, access, Math.max(1, endMs - broker.now()));
    return answerTagged(broker, context, page);
  };
}
