import { createUltravox } from "@keyhole/upstream/ultravox";
import type { Audience } from "../base/audience.ts";
import { budgetedFetch } from "../budget/budgeted-fetch.ts";
import type { UpstreamState } from "../budget/lease.ts";
import { createUpstreamBudget } from "../budget/upstream-budget.ts";
import type { Site } from "../config/check-site.ts";
import { isLoopback } from "../config/origin-pattern.ts";
import type { Settings } from "../config/settings.ts";
import { Refusal } from "../http/refusal.ts";
import type { CallSource } from "./source.ts";
import { createUltravoxSource } from "./ultravox.ts";

/** The source of a site's calls, for its visitors or its members. Refuses if it is not configured. */
export type SourceFor = (site: Pick<Site, "source">, audience: Audience) => CallSource;

export interface SourceOptions {
  /** Finds the budget of an upstream key. Refuses if the Worker has no place for it. */
  upstream: (name: string, key: string) => UpstreamState;
  fetch: typeof globalThis.fetch;
  now: () => number;
  waitUntil: (work: Promise<unknown>) => void;
}

/** Connects to the sources for which the Worker has a key. */
export function createSourceFor(settings: Settings, options: SourceOptions): SourceFor {
  const sources: Record<Site["source"], (audience: Audience) => CallSource> = {
    ultravox: connectUltravox(settings, options),
    cekura: () => {
      throw new Refusal("not_configured", "This broker does not serve calls from cekura yet.");
    },
  };
  return function sourceFor(site, audience) {
    return sources[site.source](audience);
  };
}

/** Members and visitors share the budget of the key; members go first. */
function connectUltravox(
  { ultravox: { apiKey, baseUrl }, isDevelopment }: Settings,
  { upstream, fetch, now, waitUntil }: SourceOptions,
): (audience: Audience) => CallSource {
  if (apiKey === null) {
    return function refuseWithoutKey() {
      throw new Refusal(
        "not_configured",
        "The Worker has no upstream key: set it with wrangler secret put ULTRAVOX_API_KEY.",
      );
    };
  }
  const state = () => upstream("ultravox", apiKey);
  const budget = createUpstreamBudget({ state, now, waitUntil });
  const { origin } = new URL(baseUrl);
  const connect = (audience: Audience) =>
    createUltravoxSource(
      createUltravox({ apiKey, baseUrl, fetch: budgetedFetch(fetch, { budget, audience, origin }), now }),
      (url) => isPublicStorage(url, isDevelopment),
    );
  const sources = { members: connect("members"), visitors: connect("visitors") };
  return function ultravoxFor(audience) {
    // Refuses here rather than inside fetch, whose errors the client takes for network faults.
    state();
    return sources[audience];
  };
}

const PRIVATE_SUFFIXES = [".local", ".localhost", ".internal", ".intranet", ".home.arpa", ".lan"];

/**
 * Whether a recording may be fetched from where the upstream redirects: `https`, and a public host by
 * name rather than by number. In development the simulator's loopback address is allowed too.
 */
function isPublicStorage(url: URL, isDevelopment: boolean): boolean {
  if (url.username !== "" || url.password !== "") return false;
  if (isDevelopment && isLoopback(url)) return true;
  const host = url.hostname.replace(/\.$/, "");
  const isNumber = host.startsWith("[") || /^[\d.]+$/.test(host);
  const isNamed = host.includes(".") && !PRIVATE_SUFFIXES.some((suffix) => `.${host}`.endsWith(suffix));
  return url.protocol === "https:" && !isNumber && isNamed;
}
