import type { MiddlewareHandler } from "hono";
import { ANSWER_DEADLINE_MS } from "../base/limits/requests.ts";
import { within } from "../base/within.ts";
import type { BrokerEnv } from "./broker-env.ts";
import { Refusal } from "./refusal.ts";
import { refuseLate } from "./refusals.ts";

/** Sets the headers that every answer has, refusals and `OPTIONS` included. */
export function responseHeaders(): MiddlewareHandler<BrokerEnv> {
  return async function setResponseHeaders(context, next) {
    await next();
    const { headers } = context.res;
    headers.set("X-Request-Id", context.get("requestId"));
    const nonce = context.get("nonce");
    if (nonce !== undefined) headers.set("DPoP-Nonce", nonce);
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Referrer-Policy", "no-referrer");
    const { path } = context.req;
    // Whatever a recording's storage answers, a page that is opened from it runs nothing.
    if (path === "/v1" || path.startsWith("/v1/")) {
      // The window of a sign-in has a script of its own, and a policy that allows that one alone.
      if (!path.startsWith("/v1/sign-in") || !headers.has("Content-Security-Policy"))
        headers.set("Content-Security-Policy", "default-src 'none'; sandbox");
      // A page's service worker may cache by URL alone, whatever `Cache-Control` says. The Cache API refuses this
      // (Service Workers, `Cache.put`), so nobody is shown what another viewer was answered.
      headers.set("Vary", "*");
    }
    // Scripts are fetched across origins. Without these headers, a wrong path looks like a fault of CORS.
    if (path.startsWith("/keyhole") || /\.m?js$/.test(path)) {
      headers.set("Access-Control-Allow-Origin", "*");
      headers.set("Cross-Origin-Resource-Policy", "cross-origin");
    }
    if (!headers.has("Cache-Control")) headers.set("Cache-Control", "private, no-store");
  };
}

/** Tracing libraries add headers of their own; the wildcard does not cover `Authorization` (Fetch section 3.2.4). */
const ALLOW_HEADERS = "*, Authorization";
/** `Vary` too: a service worker's cache obeys only headers that the page may read. */
const EXPOSE_HEADERS = "X-Request-Id, Retry-After, ETag, DPoP-Nonce, WWW-Authenticate, Vary";

/**
 * Lets any page read any answer. CORS is not the access control: a refused page must be able to read the
 * reason, and no answer that a page can read depends on a cookie. Preflights are answered before any other work.
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

/** Refuses what is not answered in time, whatever hangs. A recording's bytes may take longer than its answer. */
export function answerInTime(): MiddlewareHandler<BrokerEnv> {
  return async function limitTime(_context, next) {
    await within(ANSWER_DEADLINE_MS, next(), () => refuseLate("request"));
  };
}

/**
 * Refuses paths that the URL standard rewrites (dot segments, backslashes): routing and handlers must never
 * read a path differently.
 */
export function plainPath(): MiddlewareHandler<BrokerEnv> {
  return async function checkPath(context, next) {
    const { url } = context.req;
    const written = /^[a-z]+:\/\/[^/?#\\]*([^?#]*)/i.exec(url)?.[1];
    if (written !== context.get("url").pathname)
      throw new Refusal("not_found", "There is nothing at this address.");
    await next();
  };
}
