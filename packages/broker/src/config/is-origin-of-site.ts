import type { Site } from "./check-site.ts";

/** True where a request's `Origin` may embed the site. `null`, as sandboxed frames send, never may. */
export function isOriginOfSite(site: Site, origin: string): boolean {
  return site.origins.some((pattern) => pattern.matches(origin));
}
