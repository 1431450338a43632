import type { Audience } from "../base/audience.ts";
import { PREPAID_BATCH_SHARE, PREPAID_SECONDS } from "../base/limits.ts";
import type { Site } from "../config/check-site.ts";
import type { RefusedUntil } from "./refused-until.ts";
import type { AdmissionState, SiteUse, Take } from "./state.ts";

/** Spends one use. */
export type Spend = () => Promise<Take>;

export interface PrepaidOptions {
  limitPerMinute: number;
  /** Takes `count` uses from the shared budget, all or none. */
  take: (count: number) => Promise<Take>;
  now: () => number;
}

/**
 * Pays for requests from a shared limit in small batches, so that most requests need no hop. Uses that are
 * not spent within seconds are lost: the limit may be underused, and is never exceeded.
 */
export function createPrepaid({ limitPerMinute, take, now }: PrepaidOptions): Spend {
  const largest = Math.max(1, Math.floor(limitPerMinute * PREPAID_BATCH_SHARE));
  let left = 0;
  let batch = 1;
  let paidMs = 0;
  return async function spend() {
    const isFresh = now() - paidMs < PREPAID_SECONDS * 1000;
    if (left > 0 && isFresh) {
      left -= 1;
      return { ok: true };
    }
    if (!isFresh) left = 0;
    // The last batch was used up in time: the next one may be larger.
    const count = left === 0 && isFresh ? Math.min(batch * 2, largest) : 1;
    const taken = await take(count);
    if (!taken.ok) return count === 1 ? taken : take(1);
    batch = count;
    left += count - 1;
    paidMs = now();
    return taken;
  };
}

/** Spends one use of the limit that an audience of a site shares. */
export type SpendOfSite = (site: Site, audience: Audience, kind: SiteUse["kind"]) => Promise<Take>;

/** Pays for requests in small batches, and for mints, which are few, one by one. */
export function createSpendOfSite(
  state: AdmissionState,
  { refusedUntil, now }: { refusedUntil: RefusedUntil; now: () => number },
): SpendOfSite {
  const prepaid = new Map<string, Spend>();

  function spendFor(site: Site, audience: Audience, kind: SiteUse["kind"]): Spend {
    const limits = site.limits[audience];
    const limitPerMinute = kind === "mint" ? limits.mintsPerMinute : limits.requestsPerMinute;
    const take = (count: number) =>
      state.site(site.id, audience).take({ kind, limitPerMinute, count, nowMs: now() });
    if (kind === "mint") return () => take(1);
    const name = `${site.id} ${audience} ${kind}`;
    const spend = prepaid.get(name) ?? createPrepaid({ limitPerMinute, take, now });
    prepaid.set(name, spend);
    return spend;
  }

  return (site, audience, kind) =>
    refusedUntil.ask(`${kind} ${site.id} ${audience}`, spendFor(site, audience, kind));
}
