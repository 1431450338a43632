import type { MiddlewareHandler } from "hono";
import type { BrokerEnv } from "./broker-env.ts";
import { Refusal } from "./refusal.ts";

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
