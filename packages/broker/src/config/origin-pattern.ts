import { parse } from "tldts";
import { ConfigError } from "./config-error.ts";

/**
 * An origin that may embed a site: exact, or with a wildcard for one whole leftmost label
 * (`https://*.preview.acme.example`).
 */
export interface OriginPattern {
  matches(origin: string): boolean;
}

const WILDCARD = "//*.";

const WAY_OUT =
  "list each origin in full, or give the pages a domain of your own and write https://*.preview.acme.example";

/** Schemes whose origins are a host, or nothing at all: they are no custom schemes. */
const WEB_SCHEMES = [
  "http",
  "https",
  "ws",
  "wss",
  "ftp",
  "file",
  "data",
  "blob",
  "about",
  "javascript",
  "null",
];

const CUSTOM_ORIGIN = /^([a-z][a-z0-9+.-]*):\/\/[A-Za-z0-9._-]+(?::\d{1,5})?\/?$/;

/**
 * True for the origin of an extension or of an app's web view, such as `chrome-extension://…`,
 * `tauri://localhost` or `capacitor://localhost`. URL parsers know none for these schemes.
 */
function isCustomOrigin(value: string): boolean {
  const scheme = CUSTOM_ORIGIN.exec(value)?.[1];
  return scheme !== undefined && !WEB_SCHEMES.includes(scheme);
}

/** True for a host whose subdomains belong to strangers: a public suffix, private section included. */
function isShared(hostname: string): boolean {
  const options = { allowPrivateDomains: true };
  const { domain, isIp } = parse(hostname, options);
  // A rule such as *.compute.estate makes each name below the host a suffix of its own.
  return isIp === true || domain === null || parse(`any.${hostname}`, options).domain === null;
}

/** Parses one entry of a site's `origins`. `http` is for loopback hosts only. */
export function parseOriginPattern(setting: string, value: unknown): OriginPattern {
  if (typeof value !== "string" || value === "") {
    throw new ConfigError(setting, 'expects an origin such as "https://acme.example"');
  }
  if (isCustomOrigin(value)) {
    const exact = value.replace(/\/$/, "");
    return { matches: (origin) => origin === exact };
  }
  const wildcard = value.includes(WILDCARD);
  const url = parseOrigin(setting, wildcard ? value.replace(WILDCARD, "//") : value);
  if (!wildcard) return { matches: (origin) => origin === url.origin };
  if (isShared(url.hostname)) {
    throw new ConfigError(
      setting,
      `expects a wildcard below a domain of your own: what follows it is a public suffix, shared with strangers; ${WAY_OUT}`,
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
      `expects a wildcard for one whole leftmost label, as in https://*.acme.example, not for part of one; ${WAY_OUT}`,
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
  if (url.protocol === "https:" || (url.protocol === "http:" && isLocal(url))) return url;
  throw new ConfigError(setting, "expects https; http is for loopback hosts only");
}

/** True for hosts of this machine, names below localhost included (RFC 6761 section 6.3). */
function isLocal(url: URL): boolean {
  return isLoopback(url) || url.hostname.endsWith(".localhost");
}

/** True for hosts of this machine. */
export function isLoopback(url: URL): boolean {
  return url.hostname === "localhost" || url.hostname === "[::1]" || /^127(\.\d{1,3}){3}$/.test(url.hostname);
}

/** True if a request's `Origin` may embed the site. `null`, which sandboxed frames send, never may. */
export function isOriginOfSite(site: { origins: readonly OriginPattern[] }, origin: string): boolean {
  return site.origins.some((pattern) => pattern.matches(origin));
}
