import type { MiddlewareHandler } from "hono";
import type { BrokerEnv } from "../broker-env.ts";
import type { Shield } from "../rates/shield.ts";

/** Turns a flood from one address away. The address is Cloudflare's word, not the request's. */
export function shieldAddress(shield: Shield): MiddlewareHandler<BrokerEnv> {
  return async function checkAddress(context, next) {
    await shield.checkAddress(context.req.header("CF-Connecting-IP"));
    await next();
  };
}
