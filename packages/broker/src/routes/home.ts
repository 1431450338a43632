import type { Handler } from "hono";
import manifest from "../../package.json" with { type: "json" };
import type { BrokerEnv } from "../http/broker-env.ts";
import { sha256 } from "../keys/sha256.ts";
import type { Broker } from "./broker.ts";
import { findFault } from "./health.ts";
import { HOME_STYLE, type HomeState, homePage } from "./home-page.ts";

/** `GET /`: what this server is, for a person who opens its address. `broker` is null where the config is wrong. */
export function homeRoute(broker: Broker | null): Handler<BrokerEnv> {
  return async function answerHome(context) {
    const url = new URL(context.req.url);
    const page = homePage({ state: stateOf(broker, url), version: manifest.version, base: baseOf(url) });
    return context.body(page, 200, {
      "Content-Type": "text/html; charset=utf-8",
      "Content-Security-Policy": await policy(),
    });
  };
}

function stateOf(broker: Broker | null, { origin, pathname }: URL): HomeState {
  if (broker === null) return "not-configured";
  const { publicUrls, settings } = broker.config;
  const isKnown = settings.isDevelopment || publicUrls.includes(`${origin}${pathname.replace(/\/$/, "")}`);
  if (!isKnown) return "address-unknown";
  return findFault(broker) === null ? "ready" : "not-ready";
}

/** The last part of an address that ends without a slash, such as `voice/`: relative links would leave it out. */
function baseOf({ pathname }: URL): string {
  const last = pathname.slice(pathname.lastIndexOf("/") + 1);
  return last === "" ? "" : `./${last.replaceAll("&", "&amp;")}/`;
}

/** Nothing is loaded and nothing runs; of styles, only the page's own. */
async function policy(): Promise<string> {
  const hash = btoa(String.fromCharCode(...(await sha256(HOME_STYLE))));
  return `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;
}
