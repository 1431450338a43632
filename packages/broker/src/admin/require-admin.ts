import type { Context, MiddlewareHandler } from "hono";
import type { Shield } from "../admission/shield.ts";
import type { BrokerEnv } from "../http/broker-env.ts";
import { refuseAdmin } from "../http/refusals.ts";
import { isSameSecret } from "../keys/is-same-secret.ts";

/** What the guard of the admin routes knows. */
export interface AdminGuard {
  /** Null: there are no admin routes. */
  secret: string | null;
  shield: Pick<Shield, "checkAdminFailure">;
}

/** True for a request with the owner's secret, wherever it goes. */
export async function isFromOwner(context: Context<BrokerEnv>, secret: string | null): Promise<boolean> {
  const sent = sentSecret(context);
  return secret !== null && sent !== null && (await isSameSecret(sent, secret));
}

/**
 * Lets only the owner pass. Everyone else is refused alike at every address, so that nobody learns which there are.
 * Failures alone are limited: whoever guesses from the owner's network does not lock the owner out.
 */
export function requireAdmin({ secret, shield }: AdminGuard): MiddlewareHandler<BrokerEnv> {
  return async function checkAdminSecret(context, next) {
    // No page is meant to ask, so a preflight gets no other answer than where the routes are off.
    if (secret === null || context.req.method === "OPTIONS") return context.notFound();
    if (await isFromOwner(context, secret)) return next();
    await shield.checkAdminFailure(context.req.header("CF-Connecting-IP"));
    throw refuseAdmin(sentSecret(context) === null ? "missing" : "wrong");
  };
}

/** The secret of `Authorization: Bearer <secret>` (RFC 6750 section 2.1). */
function sentSecret(context: Context<BrokerEnv>): string | null {
  return /^Bearer +(\S+)$/i.exec(context.req.header("Authorization") ?? "")?.[1] ?? null;
}
