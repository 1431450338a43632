import type { Context, MiddlewareHandler } from "hono";
import { SHIELD_LIMITS, SHIELD_MINT_RETRY_SECONDS, SHIELD_RETRY_SECONDS } from "../base/limits/admission.ts";
import type { Log } from "../base/log.ts";
import type { BrokerEnv } from "../http/broker-env.ts";
import type { LimitFault } from "../http/refusal.ts";
import { refuseLimit } from "../http/refusals.ts";
import { createSteadyLimiter, type RateLimiter, type ShieldBinding } from "./steady-limiter.ts";

/** Turns floods away before any other work. It is not exact; the Durable Objects are. */
export interface Shield {
  /** Bindings that are missing, for the log: without one, its floods are let through. */
  readonly warnings: readonly string[];
  /** Counts any request. */
  checkAddress(address: string | undefined): Promise<void>;
  /** Counts a visitor's mint against the network that asks. */
  checkMint(site: string, address: string | undefined): Promise<void>;
  /** Counts a wrong or missing admin secret against the network that sends it. */
  checkAdminFailure(address: string | undefined): Promise<void>;
  /** Counts a question to the doctor against the network that asks, whichever site it names. */
  checkDoctor(address: string | undefined): Promise<void>;
  /** Counts a visitor's mint against all visitors of the site. */
  checkSite(site: string): Promise<void>;
}

const BINDINGS = Object.keys(SHIELD_LIMITS) as ShieldBinding[];

/**
 * A shield made of the Worker's rate limiting bindings. A missing binding lets everything through, except
 * that wide networks then have the limit of narrow ones. One that fails is counted here: see `createSteadyLimiter`.
 */
export function createShield(
  env: Readonly<Record<string, unknown>>,
  surroundings: { log: Log; now: () => number },
): Shield {
  const find = (name: ShieldBinding) => {
    const limiter = env[name] as RateLimiter | undefined;
    return limiter === undefined ? undefined : createSteadyLimiter(name, limiter, surroundings);
  };
  const byAddress = find("SHIELD_ADDRESS");
  const mintsByAddress = find("SHIELD_MINT");
  const bySite = find("SHIELD_SITE");
  const requests = { narrow: byAddress, wide: find("SHIELD_NETWORK") ?? byAddress };
  const mints = { narrow: mintsByAddress, wide: find("SHIELD_MINT_NETWORK") ?? mintsByAddress };
  const warnings = BINDINGS.filter((name) => env[name] === undefined).map(
    (name) => `${name}: is not bound; floods reach the broker (see ratelimits in wrangler.jsonc)`,
  );

  async function checkNetworks(
    { narrow, wide }: typeof requests,
    address: string,
    { names, suffix = "", retryAfterSeconds = SHIELD_RETRY_SECONDS }: NetworkCheck,
  ): Promise<void> {
    const fault = { fault: "address", retryAfterSeconds } as const;
    const [narrowName, wideName] = names;
    const network = networkOf(address);
    const around = wideNetworkOf(address);
    await check(narrow, `${network}${suffix}`, { ...fault, binding: narrowName });
    if (around !== network) await check(wide, `${around}${suffix}`, { ...fault, binding: wideName });
  }

  return {
    warnings,
    async checkAddress(address) {
      if (address === undefined) return;
      await checkNetworks(requests, address, { names: ["SHIELD_ADDRESS", "SHIELD_NETWORK"] });
    },
    async checkMint(site, address) {
      if (address === undefined) return;
      await checkNetworks(mints, address, {
        names: ["SHIELD_MINT", "SHIELD_MINT_NETWORK"],
        suffix: ` ${site}`,
        retryAfterSeconds: SHIELD_MINT_RETRY_SECONDS,
      });
    },
    async checkAdminFailure(address) {
      if (address === undefined) return;
      await checkNetworks(mints, address, {
        names: ["SHIELD_MINT", "SHIELD_MINT_NETWORK"],
        // No id of a site has a space.
        suffix: " admin secret",
        retryAfterSeconds: SHIELD_MINT_RETRY_SECONDS,
      });
    },
    async checkDoctor(address) {
      if (address === undefined) return;
      await checkNetworks(mints, address, {
        names: ["SHIELD_MINT", "SHIELD_MINT_NETWORK"],
        // No id of a site has a space.
        suffix: " asks the doctor",
        retryAfterSeconds: SHIELD_MINT_RETRY_SECONDS,
      });
    },
    async checkSite(site) {
      await check(bySite, `${site} visitors`, {
        fault: "site_flood",
        binding: "SHIELD_SITE",
        retryAfterSeconds: SHIELD_RETRY_SECONDS,
      });
    },
  };
}

/** How a network is checked: the bindings of its narrow and its wide limit, and what a key ends with. */
interface NetworkCheck {
  names: readonly [ShieldBinding, ShieldBinding];
  suffix?: string;
  retryAfterSeconds?: number;
}

/** What is told of a limit that is exceeded. */
interface Exceeded {
  fault: LimitFault;
  retryAfterSeconds: number;
  binding: ShieldBinding;
}

async function check(
  limiter: RateLimiter | undefined,
  key: string,
  { fault, retryAfterSeconds, binding }: Exceeded,
): Promise<void> {
  if (limiter === undefined) return;
  if (!(await limiter.limit({ key })).success) throw refuseLimit(fault, retryAfterSeconds, binding);
}

/** An IPv4 address, or the first 64 bits of an IPv6 address: one subscriber holds all the rest. */
export function networkOf(address: string): string {
  return prefixOf(address, 4);
}

/** An IPv4 address, or the first 48 bits of an IPv6 address: many a subscriber holds all the rest. */
export function wideNetworkOf(address: string): string {
  return prefixOf(address, 3);
}

/** An IPv4 address, or the first groups of 16 bits of an IPv6 address. */
function prefixOf(address: string, length: number): string {
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
  return isMapped ? groups.slice(6).join(":") : `${groups.slice(0, length).join(":")}::/${length * 16}`;
}

/**
 * Turns a flood from one address away, except for the owner's requests. The address comes from Cloudflare, not from the
 * request.
 */
export function shieldAddress(
  shield: Pick<Shield, "checkAddress">,
  isFromOwner: (context: Context<BrokerEnv>) => Promise<boolean>,
): MiddlewareHandler<BrokerEnv> {
  return async function checkAddress(context, next) {
    if (!(await isFromOwner(context))) await shield.checkAddress(context.req.header("CF-Connecting-IP"));
    await next();
  };
}
