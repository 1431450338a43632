import {
  LIMITER_REST_MS,
  LIMITER_TIMEOUT_MS,
  NETWORKS_COUNTED,
  SHIELD_LIMITS,
} from "../base/limits/admission.ts";
import type { Log } from "../base/log.ts";
import { within } from "../base/within.ts";

/** Cloudflare's rate limiting binding. It counts per location: coarse, and nearly free. */
export interface RateLimiter {
  limit(options: { key: string }): Promise<{ success: boolean }>;
}

export type ShieldBinding = keyof typeof SHIELD_LIMITS;

/**
 * Counts in this isolate while a binding throws, hangs or answers anything else, and names it in the log once a
 * minute. A broken binding thus neither lets a flood through nor keeps everyone out. The trade-off: until it is mended,
 * each isolate allows the limit for itself; the Durable Objects, which are exact, stand behind it.
 */
export function createSteadyLimiter(
  binding: ShieldBinding,
  limiter: RateLimiter,
  { log, now }: { log: Log; now: () => number },
): RateLimiter {
  const { limit, period } = SHIELD_LIMITS[binding];
  const counts = new Map<string, number>();
  let windowEndsMs = 0;
  let silentUntilMs = 0;
  let restUntilMs = 0;

  function countHere(key: string): { success: boolean } {
    const isOver = now() >= windowEndsMs;
    if (isOver) windowEndsMs = now() + period * 1000;
    if (isOver || counts.size >= NETWORKS_COUNTED) counts.clear();
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    return { success: count <= limit };
  }

  function tell(error: unknown): void {
    if (now() < silentUntilMs) return;
    silentUntilMs = now() + 60_000;
    const name = error instanceof Error ? error.name : typeof error;
    log({
      level: "error",
      event: "shield",
      detail: `${binding}: failed (${name}); each instance of the Worker counts by itself meanwhile (see ratelimits in wrangler.jsonc)`,
    });
  }

  return {
    async limit({ key }) {
      if (now() < restUntilMs) return countHere(key);
      try {
        const asked = Promise.resolve(limiter.limit({ key }));
        const { success } = await within(LIMITER_TIMEOUT_MS, asked, () => new LimiterTimeout());
        if (typeof success === "boolean") return { success };
        throw new TypeError();
      } catch (error) {
        // One that hangs must not delay every request.
        restUntilMs = now() + LIMITER_REST_MS;
        tell(error);
        return countHere(key);
      }
    },
  };
}

class LimiterTimeout extends Error {
  override readonly name = "time-out";
}
