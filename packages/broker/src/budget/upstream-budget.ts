import { LEASE_GROW_MS, LEASE_IDLE_PER_SECOND, LEASE_RENEW_SHARE, PERMIT_MAX_AGE_MS } from "../limits.ts";
import type { Take } from "../rates/sliding-window.ts";
import type { Crowd } from "../state/site-state.ts";
import { Demand } from "./demand.ts";
import type { Lease, UpstreamState } from "./lease.ts";
import { TokenBucket } from "./token-bucket.ts";

/** An isolate's part of an upstream key's budget. */
export interface UpstreamBudget {
  take(crowd: Crowd): Promise<Take>;
  /** Tells that the upstream refused for its limit. */
  shrink(): void;
}

export interface UpstreamBudgetOptions {
  state: () => Promise<UpstreamState>;
  now: () => number;
  /** Lets work go on behind an answer. */
  waitUntil: (work: Promise<unknown>) => void;
}

/**
 * Spends a lease, renewed behind an answer before it ends or when it is outgrown; what goes beyond
 * it asks for a permit. Members may spend what visitors leave, never the other way round.
 */
export function createUpstreamBudget({ state, now, waitUntil }: UpstreamBudgetOptions): UpstreamBudget {
  let holder: string | null = null;
  let lease: Lease | null = null;
  let leasedMs = 0;
  let isRenewing = false;
  const buckets = { members: new TokenBucket(), visitors: new TokenBucket() };
  const demand = { members: new Demand(), visitors: new Demand() };

  async function renew(): Promise<void> {
    // Ids are random, which workerd does not allow before the first request.
    holder ??= crypto.randomUUID();
    const wanted = { members: wantedBy("members"), visitors: wantedBy("visitors") };
    lease = await (await state()).lease({ holder, wanted });
    leasedMs = now();
    buckets.members.setRate(lease.rates.members, leasedMs);
    buckets.visitors.setRate(lease.rates.visitors, leasedMs);
  }

  /** A crowd that asks for anything may send a few at once; one that is not there gets nothing. */
  function wantedBy(crowd: Crowd): number {
    const perSecond = demand[crowd].perSecond(now());
    return perSecond === 0 ? 0 : Math.max(LEASE_IDLE_PER_SECOND, perSecond);
  }

  /** True where it is time for another lease: this one ends soon, or is too small for what is wanted. */
  function isDue(crowd: Crowd, { forMs }: Lease): boolean {
    const ageMs = now() - leasedMs;
    if (ageMs > forMs * LEASE_RENEW_SHARE) return true;
    return ageMs > LEASE_GROW_MS && wantedBy(crowd) > buckets[crowd].perSecond;
  }

  function renewBehind(): void {
    isRenewing = true;
    behind(
      renew().finally(() => {
        isRenewing = false;
      }),
    );
  }

  /** What fails behind an answer is no answer's fault: the next request asks for a permit, and tells. */
  function behind(work: Promise<unknown>): void {
    waitUntil(work.catch(() => {}));
  }

  function spend(crowd: Crowd): boolean {
    if (buckets[crowd].take(now())) return true;
    return crowd === "members" && buckets.visitors.take(now());
  }

  return {
    async take(crowd) {
      demand[crowd].count(now());
      if (lease === null || now() - leasedMs >= lease.forMs) {
        lease = null;
        if (!isRenewing) renewBehind();
      } else {
        if (!isRenewing && isDue(crowd, lease)) renewBehind();
        if (spend(crowd)) return { ok: true };
      }
      const askedMs = now();
      const permit = await (await state()).permit(crowd);
      // A permit is for now. One that was long on its way would leave together with others that were.
      const isStale = permit.ok && now() - askedMs > PERMIT_MAX_AGE_MS;
      return isStale ? { ok: false, retryAfterSeconds: 1 } : permit;
    },
    shrink() {
      for (const bucket of Object.values(buckets)) bucket.setRate(bucket.perSecond / 2, now());
      behind(state().then((object) => object.shrink()));
    },
  };
}
