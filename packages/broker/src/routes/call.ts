import type { Handler } from "hono";
import type { Broker } from "../broker.ts";
import type { BrokerEnv } from "../broker-env.ts";
import { findCall } from "../calls/find-call.ts";
import { projectCallDetail } from "../calls/project-call.ts";
import { UPSTREAM_DEADLINE_MS } from "../limits.ts";
import { requireUltravox } from "../require-ultravox.ts";

/** `GET /v1/calls/:id`. */
export function callRoute(broker: Broker): Handler<BrokerEnv> {
  return async function answerCall(context) {
    const access = context.get("access");
    const startedMs = broker.now();
    const call = await findCall(broker, context.req.param("id") ?? "", access, UPSTREAM_DEADLINE_MS);
    const leftMs = Math.max(1, startedMs + UPSTREAM_DEADLINE_MS - broker.now());
    const stages = await requireUltravox(broker, access).countStages(call.callId, {
      deadlineMs: leftMs,
    });
    return context.json(projectCallDetail(call, stages.ok ? stages.value : null, access));
  };
}
