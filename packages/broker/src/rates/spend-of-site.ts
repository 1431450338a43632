import type { Site } from "../config/check-site.ts";
import type { Crowd, SiteStates, SiteUse } from "../state/site-state.ts";
import { createPrepaid, type Spend } from "./prepaid.ts";
import type { Take } from "./sliding-window.ts";

/** Spends one use of a site's budget for a crowd. */
export type SpendOfSite = (site: Site, crowd: Crowd, kind: SiteUse["kind"]) => Promise<Take>;

/** Requests are paid ahead in small batches; mints, which are few, one by one. */
export function createSpendOfSite(states: SiteStates, now: () => number): SpendOfSite {
  const prepaid = new Map<string, Spend>();
  return async function spendOfSite(site, crowd, kind) {
    const limits = site.limits[crowd];
    const limitPerMinute = kind === "mint" ? limits.mintsPerMinute : limits.requestsPerMinute;
    const take = async (count: number) =>
      (await states(site.id, crowd)).take({ kind, limitPerMinute, count, nowMs: now() });
    if (kind === "mint") return take(1);
    const name = `${site.id} ${crowd}`;
    const spend = prepaid.get(name) ?? createPrepaid({ limitPerMinute, take, now });
    prepaid.set(name, spend);
    return spend();
  };
}
