import { readFileSync } from "node:fs";

const WRANGLER = new URL("../../wrangler.jsonc", import.meta.url);

/** Name of workerd's module that makes rate limiting bindings: workerd itself has none. */
export const RATE_LIMIT_MODULE = "keyhole-tests:rate-limit";

/** Fixed windows of one isolate, as Cloudflare counts per location. */
export const RATE_LIMIT_SOURCE = `export default ({ limit: most, period }) => {
  let window = 0;
  const counts = new Map();
  return {
    async limit({ key }) {
      const now = Math.floor(Date.now() / (period * 1000));
      if (now !== window) counts.clear();
      window = now;
      const count = (counts.get(key) ?? 0) + 1;
      counts.set(key, count);
      return { success: count <= most };
    },
  };
};`;

export interface RateLimit {
  name: string;
  limit: number;
  /** In seconds. */
  period: number;
}

/** The limits that the Worker is deployed with. */
export function readRateLimits(): RateLimit[] {
  const text = readFileSync(WRANGLER, "utf8").replace(/^\s*\/\/.*$/gm, "");
  const { ratelimits } = JSON.parse(text) as {
    ratelimits: { name: string; simple: Omit<RateLimit, "name"> }[];
  };
  return ratelimits.map(({ name, simple }) => ({ name, ...simple }));
}

/** A binding in Cap'n Proto's text format. */
export function describeRateLimit({ name, limit, period }: RateLimit): string {
  const inner = Object.entries({ limit, period }).map(
    ([key, value]) => `(name = "${key}", json = "${value}")`,
  );
  return `(name = "${name}", wrapped = (moduleName = "${RATE_LIMIT_MODULE}", innerBindings = [${inner.join(", ")}]))`;
}
