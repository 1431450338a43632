import { SEVERITIES } from "@keyhole/contract";
import type { Handler } from "hono";
import { countStages, findCall } from "../calls/find-call.ts";
import { listCalls } from "../calls/list-calls.ts";
import { listEvents } from "../calls/list-events.ts";
import { listMessages } from "../calls/list-messages.ts";
import { projectCallDetail } from "../calls/project-call.ts";
import { answerTagged } from "../http/answer-tagged.ts";
import type { BrokerEnv } from "../http/broker-env.ts";
import { parsePageQuery, QueryParams } from "../http/query-params.ts";
import { parseFilter } from "../sources/filters.ts";
import { startReading } from "../sources/reading.ts";
import type { Broker } from "./broker.ts";

/** `GET /v1/calls`. */
export function callsRoute(broker: Broker): Handler<BrokerEnv> {
  return async function answerCalls(context) {
    const reading = startReading(broker, context);
    const { access } = reading;
    const { parseId, can } = reading.source;
    const params = new QueryParams(context.req.url);
    const filter = parseFilter(params, { scopes: access.scopes, parseId, applied: can.filters });
    const page = await listCalls(reading, { filter, ...parsePageQuery(params) });
    return answerTagged(broker, context, page);
  };
}

/** `GET /v1/calls/:id`. */
export function callRoute(broker: Broker): Handler<BrokerEnv> {
  return async function answerCall(context) {
    const reading = startReading(broker, context);
    const { access } = reading;
    const call = await findCall(reading, broker.endedCalls, context.req.param("id") ?? "");
    const stages = await countStages(reading, broker.endedCalls, call);
    return answerTagged(broker, context, projectCallDetail(call, reading.source.name, stages, access));
  };
}

/** `GET /v1/calls/:id/messages`. */
export function callMessagesRoute(broker: Broker): Handler<BrokerEnv> {
  return async function answerMessages(context) {
    const reading = startReading(broker, context);
    const query = parsePageQuery(new QueryParams(context.req.url));
    const call = await findCall(reading, broker.endedCalls, context.req.param("id") ?? "");
    return answerTagged(broker, context, await listMessages(reading, call, query));
  };
}

/** `GET /v1/calls/:id/events`. */
export function callEventsRoute(broker: Broker): Handler<BrokerEnv> {
  return async function answerEvents(context) {
    const reading = startReading(broker, context);
    const params = new QueryParams(context.req.url);
    const severity =
      params.read("severity", `one of ${SEVERITIES.join(", ")}`, (text) =>
        SEVERITIES.find((name) => name === text),
      ) ?? "info";
    const query = { ...parsePageQuery(params), severity };
    const call = await findCall(reading, broker.endedCalls, context.req.param("id") ?? "");
    return answerTagged(broker, context, await listEvents(reading, call, query));
  };
}
