import { parse } from "tldts";
import { ConfigError } from "./config-error.ts";

/**
 * An origin that may embed a site: exact, or with a wildcard for one whole leftmost label
 * (`https://*.acme.pages.dev`).
 */
export interface OriginPattern {
  matches(origin: string): boolean;
}

const WILDCARD = "//*.";

/** Parses one entry of a site's `origins`. `http` is for loopback hosts only. */
export function parseOriginPattern(setting: string, value: unknown): OriginPattern {
  if (typeof value !== "string" || value === "") {
    throw new ConfigError(setting, 'expects an origin such as "https://acme.example"');
  }
  const wildcard = value.includes(WILDCARD);
  const url = parseOrigin(setting, wildcard ? value.replace(WILDCARD, "//") : value);
  if (!wildcard) return { matches: (origin) => origin === url.origin };

  const { publicSuffix, domain, isIp } = parse(url.hostname, { allowPrivateDomains: true });
  if (isIp || domain === null || url.hostname === publicSuffix) {
    throw new ConfigError(
      setting,
      "expects a wildcard below a domain of your own; what follows it is a public suffix, shared with strangers",
    );
  }
  const prefix = `${url.protocol}//`;
  const suffix = url.origin.slice(prefix.length);
  return {
    matches(origin) {
      if (!origin.startsWith(prefix) || !origin.endsWith(`.${suffix}`)) return false;
      const label = origin.slice(prefix.length, origin.length - suffix.length - 1);
      return label !== "" && /^[a-z0-9_-]+$/.test(label);
    },
  };
}

function parseOrigin(setting: string, value: string): URL {
  if (value.includes("*")) {
    throw new ConfigError(
      setting,
      "expects a wildcard for one whole leftmost label, as in https://*.acme.example",
    );
  }
  const url = URL.canParse(value) ? new URL(value) : null;
  const hasOnlyOrigin = url !== null && (value === url.origin || value === `${url.origin}/`);
  if (url === null || url.origin === "null" || !hasOnlyOrigin) {
    throw new ConfigError(
      setting,
      'expects an origin as browsers send it (only scheme, host and port, lower case, punycode), such as "https://acme.example"',
    );
  }
  if (url.protocol === "https:" || (url.protocol === "http:" && isLoopback(url))) return url;
  throw new ConfigError(setting, "expects https; http is for loopback hosts only");
}

/** True for hosts of this machine. */
export function isLoopback(url: URL): boolean {
  return url.hostname === "localhost" || url.hostname === "[::1]" || /^127(\.\d{1,3}){3}$/.test(url.hostname);
}

/** True if a request's `Origin` may embed the site. `null`, which sandboxed frames send, never may. */
export function isOriginOfSite(site: { origins: readonly OriginPattern[] }, origin: string): boolean {
  return site.origins.some((pattern) => pattern.matches(origin));
}
