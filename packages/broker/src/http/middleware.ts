import type { MiddlewareHandler } from "hono";
import type { BrokerEnv } from "./broker-env.ts";
import { Refusal } from "./refusal.ts";

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

/**
 * Refuses a path that the URL standard would rewrite (dot segments, backslashes): a route must not
 * be chosen by one reading of a path and answered by another.
 */
export function plainPath(): MiddlewareHandler<BrokerEnv> {
  return async function checkPath(context, next) {
    const { url } = context.req;
    const written = /^[a-z]+:\/\/[^/?#\\]*([^?#]*)/i.exec(url)?.[1];
    if (written !== new URL(url).pathname)
      throw new Refusal("not_found", "There is nothing at this address.");
    await next();
  };
}
