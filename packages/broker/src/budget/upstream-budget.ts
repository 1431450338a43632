import {
  LEASE_IDLE_PER_SECOND,
  LEASE_RENEW_SHARE,
  LEASE_SETTLED_MS,
  UPSTREAM_RETRY_MAX_SECONDS,
} from "../limits.ts";
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
 * Spends a lease, and renews it behind an answer before it ends: only an isolate's first request
 * waits for the budget's object. Members may spend what visitors leave, never the other way round.
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
    lease = await (await state()).lease({ holder, wanted, nowMs: now() });
    leasedMs = now();
    buckets.members.setRate(lease.rates.members, leasedMs);
    buckets.visitors.setRate(lease.rates.visitors, leasedMs);
  }

  /** A crowd that asks for anything may send a few at once; one that is not there gets nothing. */
  function wantedBy(crowd: Crowd): number {
    const perSecond = demand[crowd].perSecond(now());
    return perSecond === 0 ? 0 : Math.max(LEASE_IDLE_PER_SECOND, perSecond);
  }

  function renewBehind(): void {
    isRenewing = true;
    waitUntil(
      renew().finally(() => {
        isRenewing = false;
      }),
    );
  }

  function spend(crowd: Crowd): boolean {
    if (buckets[crowd].take(now())) return true;
    return crowd === "members" && buckets.visitors.take(now());
  }

  return {
    async take(crowd) {
      demand[crowd].count(now());
      if (lease === null || now() >= lease.untilMs) await renew();
      else if (!isRenewing && now() - leasedMs > (lease.untilMs - leasedMs) * LEASE_RENEW_SHARE)
        renewBehind();
      if (spend(crowd)) return { ok: true };
      // A lease for a quiet time may be outgrown at once; one that was just given is what there is.
      const isOutgrown = wantedBy(crowd) > buckets[crowd].perSecond && now() - leasedMs >= LEASE_SETTLED_MS;
      if (!isRenewing && isOutgrown) {
        await renew();
        if (spend(crowd)) return { ok: true };
      }
      const perSecond = buckets[crowd].perSecond;
      const waitSeconds =
        perSecond === 0 ? UPSTREAM_RETRY_MAX_SECONDS : demand[crowd].perSecond(now()) / perSecond;
      return {
        ok: false,
        retryAfterSeconds: Math.min(UPSTREAM_RETRY_MAX_SECONDS, Math.max(1, Math.ceil(waitSeconds))),
      };
    },
    shrink() {
      for (const bucket of Object.values(buckets)) bucket.setRate(bucket.perSecond / 2, now());
      waitUntil(state().then((object) => object.shrink(now())));
    },
  };
}
