import { ConfigError } from "./config-error.ts";
import { isLoopback } from "./origin-pattern.ts";
import type { VisibleEnv } from "./visible-env.ts";

/** Characters that no proxy, router or browser writes in another way. */
const PLAIN_PATH = /^(?:\/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*$/;

/** Addresses under which browsers reach the broker, without a slash at their end. */
export function checkPublicUrls(value: unknown, visible: VisibleEnv): [string, ...string[]] {
  if (!Array.isArray(value)) {
    throw new ConfigError(
      "publicUrls",
      'expects a list of addresses, such as ["https://keyhole.acme.example"]',
    );
  }
  const urls = value.map((entry: unknown, index) => checkPublicUrl(`publicUrls[${index}]`, entry, visible));
  const [first, ...others] = urls;
  if (first === undefined) throw new ConfigError("publicUrls", "expects at least one address of this Worker");
  return [first, ...others];
}

function checkPublicUrl(setting: string, entry: unknown, visible: VisibleEnv): string {
  if (typeof entry !== "string" || !URL.canParse(entry)) {
    throw new ConfigError(
      setting,
      `expects an address, such as "https://keyhole.acme.example" or "https://acme.example/voice"${visible.hint()}`,
    );
  }
  const url = new URL(entry);
  if (url.search !== "" || url.hash !== "" || /[?#]/.test(entry))
    throw new ConfigError(setting, "expects no query and no fragment");
  const path = url.pathname.replace(/\/$/, "");
  const address = `${url.origin}${path}`;
  if (entry !== address && entry !== `${address}/`) {
    throw new ConfigError(
      setting,
      "expects scheme, host and port as browsers send them (lower case, punycode), and no user name; a path may follow",
    );
  }
  if (entry.includes("*")) throw new ConfigError(setting, "expects no wildcard");
  if (!PLAIN_PATH.test(path)) {
    throw new ConfigError(
      setting,
      "expects a path of letters, digits, hyphens, dots, underscores and tildes, such as /voice",
    );
  }
  const isAllowed = url.protocol === "https:" || (url.protocol === "http:" && isLoopback(url));
  if (!isAllowed) throw new ConfigError(setting, "expects https; http is for loopback hosts only");
  return address;
}
