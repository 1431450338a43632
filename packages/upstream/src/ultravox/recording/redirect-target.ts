import { RECORDING_URL_MAX_CHARACTERS } from "../../limits.ts";

const FOLLOWED_STATUSES = [301, 302, 303, 307, 308];

/**
 * Where a redirect leads, or null where it must not be followed: to another scheme than https (or http
 * where the upstream itself is asked by http, which is for loopback only), with a user name or a
 * password in it, or nowhere. A relative one is resolved (RFC 9110 section 10.2.2).
 */
export function redirectTarget(response: Response, from: URL, upstream: URL): URL | null {
  // A fetch that followed a redirect has sent the key along; a browser does not tell where one leads.
  if (response.redirected || !FOLLOWED_STATUSES.includes(response.status)) return null;
  const location = response.headers.get("Location");
  if (location === null || location === "" || location.length > RECORDING_URL_MAX_CHARACTERS) return null;
  const url = URL.parse(location, from.href);
  if (url === null || url.username !== "" || url.password !== "") return null;
  if (url.protocol !== "https:" && !(url.protocol === "http:" && upstream.protocol === "http:")) return null;
  url.hash = "";
  return url;
}
