import type { Scope } from "@keyhole/contract";
import type { Simulator } from "@keyhole/simulator";
import { type DefineConfig, defineConfig, jwt, type SiteConfig } from "../../src/index.ts";
import { ASSERTION_SECRET, ISSUER, KEYHOLE_SECRET, PAGE_ORIGIN, PUBLIC_URL } from "./identities.ts";

/** A config whose one site shows all calls to its members, with these scopes. */
export function membersConfig(scopes: readonly Scope[], site: Partial<SiteConfig> = {}): DefineConfig {
  return defineConfig((env) => ({
    publicUrls: [PUBLIC_URL],
    sites: {
      acme: {
        origins: [PAGE_ORIGIN],
        agents: "all",
        source: "ultravox",
        members: {
          verify: jwt({ secret: env.ACME_ASSERTION_SECRET, issuer: ISSUER }),
          grant: () => ({ scopes, rows: "all" }),
        },
        ...site,
      },
    },
  }));
}

/** Settings of a broker in front of both simulated vendors. */
export function envOf({ apiKey, baseUrl, cekura }: Simulator): Record<string, string> {
  return {
    KEYHOLE_SECRET,
    ULTRAVOX_API_KEY: apiKey,
    ULTRAVOX_BASE_URL: baseUrl,
    CEKURA_API_KEY: cekura.apiKeys.organization,
    CEKURA_BASE_URL: cekura.baseUrl,
    ACME_ASSERTION_SECRET: ASSERTION_SECRET,
  };
}
