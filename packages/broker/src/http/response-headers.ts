import type { MiddlewareHandler } from "hono";
import type { BrokerEnv } from "./broker-env.ts";

/** Puts on every answer what design and browsers want there, refusals and `OPTIONS` included. */
export function responseHeaders(): MiddlewareHandler<BrokerEnv> {
  return async function setResponseHeaders(context, next) {
    await next();
    const { headers } = context.res;
    headers.set("X-Request-Id", context.get("requestId"));
    const nonce = context.get("nonce");
    if (nonce !== undefined) headers.set("DPoP-Nonce", nonce);
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Referrer-Policy", "no-referrer");
    if (!headers.has("Cache-Control")) headers.set("Cache-Control", "private, no-store");
  };
}
