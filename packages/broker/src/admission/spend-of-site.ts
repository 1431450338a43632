import type { Audience } from "../base/audience.ts";
import type { Site } from "../config/check-site.ts";
import { createPrepaid, type Spend } from "./prepaid.ts";
import type { AdmissionState, SiteUse, Take } from "./state.ts";

/** Spends one use of a site's budget for a audience. */
export type SpendOfSite = (site: Site, audience: Audience, kind: SiteUse["kind"]) => Promise<Take>;

/** Requests are paid ahead in small batches; mints, which are few, one by one. */
export function createSpendOfSite(state: AdmissionState, now: () => number): SpendOfSite {
  const prepaid = new Map<string, Spend>();
  return async function spendOfSite(site, audience, kind) {
    const limits = site.limits[audience];
    const limitPerMinute = kind === "mint" ? limits.mintsPerMinute : limits.requestsPerMinute;
    const take = (count: number) =>
      state.site(site.id, audience).take({ kind, limitPerMinute, count, nowMs: now() });
    if (kind === "mint") return take(1);
    const name = `${site.id} ${audience}`;
    const spend = prepaid.get(name) ?? createPrepaid({ limitPerMinute, take, now });
    prepaid.set(name, spend);
    return spend();
  };
}
