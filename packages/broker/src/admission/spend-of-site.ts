import type { Audience } from "../base/audience.ts";
import { PREPAID_SECONDS } from "../base/limits/admission.ts";
import type { Site } from "../config/check-site.ts";
import { createPrepaid, type Spend } from "./prepaid.ts";
import type { RefusedUntil } from "./refused-until.ts";
import type { AdmissionState, SiteUse, Take } from "./state.ts";

/** Spends one use of the limit that an audience of a site shares. */
export type SpendOfSite = (site: Site, audience: Audience, kind: SiteUse["kind"]) => Promise<Take>;

/** Pays in small batches. */
export function createSpendOfSite(
  state: AdmissionState,
  { refusedUntil, now }: { refusedUntil: RefusedUntil; now: () => number },
): SpendOfSite {
  const prepaid = new Map<string, Spend>();

  function spendFor(site: Site, audience: Audience, kind: SiteUse["kind"]): Spend {
    const limits = site.limits[audience];
    const limitPerMinute = kind === "mint" ? limits.mintsPerMinute : limits.requestsPerMinute;
    const take = (count: number) =>
      state
        .site(site.id, audience)
        .take({ kind, limitPerMinute, count, nowMs: now(), spendWithinSeconds: PREPAID_SECONDS });
    const name = `${site.id} ${audience} ${kind}`;
    const spend = prepaid.get(name) ?? createPrepaid({ limitPerMinute, take, now });
    prepaid.set(name, spend);
    return spend;
  }

  return (site, audience, kind) =>
    refusedUntil.ask(`${kind} ${site.id} ${audience}`, spendFor(site, audience, kind));
}
