import { SEVERITIES } from "@keyhole/contract";
import type { UltravoxCall } from "@keyhole/upstream/ultravox";
import type { Handler } from "hono";
import { UPSTREAM_DEADLINE_MS } from "../base/limits.ts";
import { parseCallsQuery } from "../calls/calls-query.ts";
import { findCall } from "../calls/find-call.ts";
import { listCalls } from "../calls/list-calls.ts";
import { projectCallDetail } from "../calls/project-call.ts";
import { listEvents } from "../events/list-events.ts";
import type { Access } from "../grants/access.ts";
import { answerTagged } from "../http/answer-tagged.ts";
import type { BrokerEnv } from "../http/broker-env.ts";
import { parsePageQuery, QueryParams } from "../http/query-params.ts";
import { listMessages } from "../transcripts/list-messages.ts";
import type { Broker } from "./broker.ts";

/** `GET /v1/calls`. */
export function callsRoute(broker: Broker): Handler<BrokerEnv> {
  return async function answerCalls(context) {
    const access = context.get("access");
    const page = await listCalls(broker, parseCallsQuery(context.req.url, access), access);
    return answerTagged(broker, context, page);
  };
}

/** `GET /v1/calls/:id`. */
export function callRoute(broker: Broker): Handler<BrokerEnv> {
  return async function answerCall(context) {
    const access = context.get("access");
    const endMs = broker.now() + UPSTREAM_DEADLINE_MS;
    const call = await findCall(broker, context.req.param("id") ?? "", access, UPSTREAM_DEADLINE_MS);
    const stages = await countStages(broker, call, access, Math.max(1, endMs - broker.now()));
    return answerTagged(broker, context, projectCallDetail(call, stages, access));
  };
}

/** Null where the upstream does not tell: the rest of the call is worth more than its stages. */
async function countStages(
  broker: Broker,
  call: UltravoxCall,
  access: Access,
  deadlineMs: number,
): Promise<number | null> {
  const remembered = broker.endedCalls.get(call.callId);
  if (remembered?.stages !== undefined) return remembered.stages;
  const answer = await broker.ultravoxFor(access).countStages(call.callId, { deadlineMs });
  if (!answer.ok) return null;
  // In place: the call is no younger for it.
  if (remembered !== undefined) remembered.stages = answer.value;
  return answer.value;
}

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
