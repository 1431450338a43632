import type { MiddlewareHandler } from "hono";
import type { Audience } from "../base/audience.ts";
import { SHIELD_RETRY_SECONDS } from "../base/limits.ts";
import type { BrokerEnv } from "../http/broker-env.ts";
import type { LimitFault } from "../http/refusal.ts";
import { refuseLimit } from "../http/refusals.ts";

/** Cloudflare's rate limiting binding. It counts per location: coarse, and nearly free. */
export interface RateLimiter {
  limit(options: { key: string }): Promise<{ success: boolean }>;
}

/** Turns floods away before any other work. It is not exact; the Durable Objects are. */
export interface Shield {
  /** Bindings that are missing, for the log: without one, its floods are let through. */
  readonly warnings: readonly string[];
  checkAddress(address: string | undefined): Promise<void>;
  checkSite(site: string, audience: Audience): Promise<void>;
}

/** A shield made of the bindings `SHIELD_ADDRESS` and `SHIELD_SITE`. A missing binding lets everything through. */
export function createShield(env: Readonly<Record<string, unknown>>): Shield {
  const byAddress = env.SHIELD_ADDRESS as RateLimiter | undefined;
  const bySite = env.SHIELD_SITE as RateLimiter | undefined;
  const warnings = (["SHIELD_ADDRESS", "SHIELD_SITE"] as const)
    .filter((name) => env[name] === undefined)
    .map((name) => `${name}: is not bound; floods reach the broker (see ratelimits in wrangler.jsonc)`);
  return {
    warnings,
    async checkAddress(address) {
      if (byAddress !== undefined && address !== undefined)
        await check(byAddress, networkOf(address), "address");
    },
    async checkSite(site, audience) {
      // Audiences are counted apart: a flood of made-up visitors must not turn members away.
      if (bySite !== undefined) await check(bySite, `${site} ${audience}`, "site_flood");
    },
  };
}

async function check(limiter: RateLimiter, key: string, fault: LimitFault): Promise<void> {
  if (!(await limiter.limit({ key })).success) throw refuseLimit(fault, SHIELD_RETRY_SECONDS);
}

/** An IPv4 address, or the first 64 bits of an IPv6 address: one subscriber holds all the rest. */
export function networkOf(address: string): string {
  if (!address.includes(":")) return address;
  const host = `http://[${address}]`;
  if (!URL.canParse(host)) return address;
  const [head = "", tail] = new URL(host).hostname.slice(1, -1).split("::");
  const first = head === "" ? [] : head.split(":");
  const last = tail === undefined || tail === "" ? [] : tail.split(":");
  const groups =
    tail === undefined ? first : [...first, ...Array(8 - first.length - last.length).fill("0"), ...last];
  // ::ffff:a.b.c.d is IPv4 (RFC 4291 section 2.5.5.2).
  const isMapped = groups.slice(0, 5).every((group) => group === "0") && groups[5] === "ffff";
  return isMapped ? groups.slice(6).join(":") : `${groups.slice(0, 4).join(":")}::/64`;
}

/** Turns a flood from one address away. The address comes from Cloudflare, not from the request. */
export function shieldAddress(shield: Shield): MiddlewareHandler<BrokerEnv> {
  return async function checkAddress(context, next) {
    await shield.checkAddress(context.req.header("CF-Connecting-IP"));
    await next();
  };
}
