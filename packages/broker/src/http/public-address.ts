import type { MiddlewareHandler } from "hono";
import type { BrokerEnv } from "./broker-env.ts";
import { Refusal } from "./refusal.ts";
import { printable } from "./refusals.ts";

/** Where a broker may be reached. */
export interface PublicAddress {
  publicUrls: readonly string[];
  isDevelopment: boolean;
  /** Tells the owner of an address that pages use and that the config does not list. */
  reportAddress: (origin: string) => void;
}

const LOOPBACK = /^(?:localhost|\[::1\]|127(?:\.\d{1,3}){3})$/;

/**
 * Refuses requests that come over plain http, or to a host that is in no `publicUrls`: such an address
 * may lack what guards the public one, such as a firewall's rules. `needsHost` says which paths want a
 * listed host. The elements do not: they tell the page what is wrong. In development every address does.
 */
export function publicAddress(
  { publicUrls, isDevelopment, reportAddress }: PublicAddress,
  needsHost: (path: string) => boolean,
): MiddlewareHandler<BrokerEnv> {
  return async function checkAddress(context, next) {
    if (isDevelopment) return next();
    const { origin, protocol, hostname } = new URL(context.req.url);
    if (protocol !== "https:" && !LOOPBACK.test(hostname)) {
      throw new Refusal("invalid_request", "Ask over https: plain http is not answered at publicUrls.", {
        reason: "address: http",
      });
    }
    if (!needsHost(context.req.path) || publicUrls.includes(origin)) return next();
    reportAddress(origin);
    throw new Refusal(
      "invalid_request",
      `The address ${printable(origin)} is not in the config's publicUrls; the owner of this broker can add it there.`,
      { reason: "address: not in publicUrls" },
    );
  };
}
