import { isLoopback } from "../config/origin-pattern.ts";

const PRIVATE_SUFFIXES = [".local", ".localhost", ".internal", ".intranet", ".home.arpa", ".lan"];

/**
 * Whether a recording may be fetched where the upstream sends us: `https` and a public host, named
 * and not numbered. In development the simulator's loopback address is one too.
 */
export function isPublicStorage(url: URL, isDevelopment: boolean): boolean {
  if (url.username !== "" || url.password !== "") return false;
  if (isDevelopment && isLoopback(url)) return true;
  const host = url.hostname.replace(/\.$/, "");
  const isNumber = host.startsWith("[") || /^[\d.]+$/.test(host);
  const isNamed = host.includes(".") && !PRIVATE_SUFFIXES.some((suffix) => `.${host}`.endsWith(suffix));
  return url.protocol === "https:" && !isNumber && isNamed;
}
