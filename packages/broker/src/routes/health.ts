import type { Health } from "@keyhole/contract";
import type { Handler } from "hono";
import { VERSION } from "../base/version.ts";
import type { BrokerEnv } from "../http/broker-env.ts";

/** `GET /v1/health`. */
export function healthRoute(): Handler<BrokerEnv> {
  return function answerHealth(context) {
    return context.json({ status: "ok", version: VERSION } satisfies Health);
  };
}
