import type { UltravoxCall } from "@keyhole/upstream/ultravox";
import type { Handler } from "hono";
import { UPSTREAM_DEADLINE_MS } from "../base/limits.ts";
import { findCall } from "../calls/find-call.ts";
import { projectCallDetail } from "../calls/project-call.ts";
import type { Access } from "../grants/access.ts";
import { answerTagged } from "../http/answer-tagged.ts";
import type { BrokerEnv } from "../http/broker-env.ts";
import type { Broker } from "./broker.ts";

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
