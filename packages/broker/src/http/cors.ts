import type { MiddlewareHandler } from "hono";
import type { BrokerEnv } from "./broker-env.ts";

const ALLOW_HEADERS = "Authorization, DPoP, Content-Type, If-None-Match, Idempotency-Key, Range";
const EXPOSE_HEADERS = "X-Request-Id, Retry-After, ETag, DPoP-Nonce, WWW-Authenticate";

/**
 * Lets any page read any answer. CORS is not the access control: a page that is refused must be
 * able to read why, and no cookie is ever looked at. A preflight is answered before any other work.
 */
export function cors(): MiddlewareHandler<BrokerEnv> {
  return async function allowAnyPage(context, next) {
    if (context.req.method === "OPTIONS") {
      return context.body(null, 204, {
        "Access-Control-Allow-Origin": "*",
        "Access-Control-Allow-Methods": "GET, HEAD, POST",
        "Access-Control-Allow-Headers": ALLOW_HEADERS,
        "Access-Control-Max-Age": "7200",
      });
    }
    await next();
    context.res.headers.set("Access-Control-Allow-Origin", "*");
    context.res.headers.set("Access-Control-Expose-Headers", EXPOSE_HEADERS);
    return undefined;
  };
}
