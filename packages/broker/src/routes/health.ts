import type { Health } from "@keyhole/contract";
import type { Handler } from "hono";
import type { BrokerEnv } from "../broker-env.ts";
import { VERSION } from "../version.ts";

/** `GET /v1/health`. */
export function healthRoute(): Handler<BrokerEnv> {
  return function answerHealth(context) {
    return context.json({ status: "ok", version: VERSION } satisfies Health);
  };
}
