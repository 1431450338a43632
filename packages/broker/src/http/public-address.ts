import type { MiddlewareHandler } from "hono";
import { isLoopback } from "../config/origin-pattern.ts";
import type { BrokerEnv } from "./broker-env.ts";
import type { Locate } from "./locate.ts";
import { Refusal } from "./refusal.ts";
import { lacksAddress, printable } from "./refusals.ts";

/** Where a broker may be reached. */
export interface PublicAddress {
  publicUrls: readonly string[];
  locate: Locate;
  isDevelopment: boolean;
}

/**
 * The `publicUrls` that count for a request. Those of loopback hosts count only for a Worker that runs on one: a
 * deployed Worker accepts no proof that was made for a machine of its own.
 */
export function urlsFor(
  { publicUrls, isDevelopment }: Pick<PublicAddress, "publicUrls" | "isDevelopment">,
  requestUrl: URL,
): readonly string[] {
  if (isDevelopment || isLoopback(requestUrl)) return publicUrls;
  return publicUrls.filter((url) => !isLoopback(new URL(url)));
}

/**
 * Refuses requests that come over plain http, or to an address that is in no `publicUrls`: it may lack what
 * guards the public one, such as a firewall's rules. `needsAddress` says which paths want a listed address. The elements do not: they tell the page what is wrong. In development every address does.
 */
export function publicAddress(
  { publicUrls, isDevelopment, locate }: PublicAddress,
  needsAddress: (path: string) => boolean,
): MiddlewareHandler<BrokerEnv> {
  return async function checkAddress(context, next) {
    if (isDevelopment) return next();
    const url = context.get("url");
    if (url.protocol !== "https:" && !isLoopback(url)) {
      throw new Refusal("invalid_request", "Ask over https: plain http is not answered at publicUrls.", {
        reason: "address: http",
      });
    }
    const { address } = locate(url);
    if (!needsAddress(context.req.path) || publicUrls.includes(address)) return next();
    throw new Refusal(
      "invalid_request",
      `The address ${printable(address)} is not in the config's publicUrls; the owner of this broker can add it there.`,
      { reason: "address: not in publicUrls", ownerDetail: lacksAddress(address) },
    );
  };
}
