import type { Audience } from "../base/audience.ts";
import {
  LEASE_GROW_MS,
  LEASE_IDLE_PER_SECOND,
  LEASE_RENEW_SHARE,
  PERMIT_MAX_AGE_MS,
  UPSTREAM_PROBE_MS,
} from "../base/limits/budget.ts";
import type { Lease, Permit, UpstreamState } from "./lease.ts";
import { burstOf } from "./lease.ts";

/** Measures demand in requests a second, over the current and the previous second. */
class Demand {
  #second = 0;
  #current = 0;
  #before = 0;

  count(nowMs: number): void {
    this.#advance(nowMs);
    this.#current += 1;
  }

  perSecond(nowMs: number): number {
    this.#advance(nowMs);
    return Math.max(this.#current, this.#before);
  }

  #advance(nowMs: number): void {
    const second = Math.floor(nowMs / 1000);
    if (second === this.#second) return;
    this.#before = second === this.#second + 1 ? this.#current : 0;
    this.#current = 0;
    this.#second = second;
  }
}

/** Spends a rate evenly, with a small burst. */
class TokenBucket {
  #perSecond = 0;
  /** Null until a rate is set: the first lease begins with its whole burst. */
  #tokens: number | null = null;
  #filledMs = 0;

  get perSecond(): number {
    return this.#perSecond;
  }

  setRate(perSecond: number, nowMs: number): void {
    this.#fill(nowMs);
    this.#perSecond = perSecond;
    if (perSecond > 0) this.#tokens = Math.min(this.#tokens ?? Number.POSITIVE_INFINITY, burstOf(perSecond));
  }

  take(nowMs: number): boolean {
    this.#fill(nowMs);
    if (this.#perSecond === 0 || this.#tokens === null || this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }

  #fill(nowMs: number): void {
    if (this.#tokens !== null) {
      const gained = (Math.max(0, nowMs - this.#filledMs) / 1000) * this.#perSecond;
      this.#tokens = Math.min(burstOf(this.#perSecond), this.#tokens + gained);
    }
    this.#filledMs = nowMs;
  }
}

/** An isolate's share of the budget of an upstream key. */
export interface UpstreamBudget {
  take(audience: Audience): Promise<Permit>;
  /** Hears that the upstream fails for everybody: until it answers, requests leave one by one. */
  pause(): void;
  /** Hears that the upstream has answered. */
  resume(): void;
  /** Reports that the upstream refused a request for its limit. */
  shrink(): void;
}

export interface UpstreamBudgetOptions {
  state: () => Omit<UpstreamState, "describe">;
  now: () => number;
  /** Keeps work alive after the answer. */
  waitUntil: (work: Promise<unknown>) => void;
}

/**
 * Spends a lease, and renews it in the background before it ends or when demand outgrows it. Requests
 * beyond it ask for a permit. Members may spend what visitors leave, never the other way round.
 */
export function createUpstreamBudget({ state, now, waitUntil }: UpstreamBudgetOptions): UpstreamBudget {
  let holder: string | null = null;
  let lease: Lease | null = null;
  let leasedMs = 0;
  let isRenewing = false;
  let isFailing = false;
  let pausedUntilMs = 0;
  let answeredMs = Number.NEGATIVE_INFINITY;
  const buckets = { members: new TokenBucket(), visitors: new TokenBucket() };
  const demand = { members: new Demand(), visitors: new Demand() };

  async function renew(): Promise<void> {
    // workerd allows no random values before the first request.
    holder ??= crypto.randomUUID();
    const wanted = { members: wantedBy("members"), visitors: wantedBy("visitors") };
    lease = await state().lease({ holder, wanted });
    leasedMs = now();
    if (lease.isFailing) {
      // What this isolate was answered itself counts for more than what another was.
      if (leasedMs - answeredMs < UPSTREAM_PROBE_MS) behind(state().report("well"));
      else isFailing = true;
    }
    buckets.members.setRate(lease.rates.members, leasedMs);
    buckets.visitors.setRate(lease.rates.visitors, leasedMs);
  }

  /** An audience with any demand gets a minimum rate; one without demand gets none. */
  function wantedBy(audience: Audience): number {
    const perSecond = demand[audience].perSecond(now());
    return perSecond === 0 ? 0 : Math.max(LEASE_IDLE_PER_SECOND, perSecond);
  }

  /** True if the lease ends soon, or is too small for the demand. */
  function isDue(audience: Audience, { forMs }: Lease): boolean {
    const ageMs = now() - leasedMs;
    if (ageMs > forMs * LEASE_RENEW_SHARE) return true;
    return ageMs > LEASE_GROW_MS && wantedBy(audience) > buckets[audience].perSecond;
  }

  function renewBehind(): void {
    isRenewing = true;
    behind(
      renew().finally(() => {
        isRenewing = false;
      }),
    );
  }

  /**
   * Runs work in the background and ignores its failure: the next request asks for a permit, and fails if
   * that fails.
   */
  function behind(work: Promise<unknown>): void {
    waitUntil(work.catch(() => {}));
  }

  function refusePaused(): Permit {
    const retryAfterSeconds = Math.ceil((pausedUntilMs - now()) / 1000);
    return { ok: false, retryAfterSeconds, isFailing: true };
  }

  function spend(audience: Audience): boolean {
    if (buckets[audience].take(now())) return true;
    return audience === "members" && buckets.visitors.take(now());
  }

  return {
    async take(audience) {
      if (now() < pausedUntilMs) return refusePaused();
      demand[audience].count(now());
      if (lease === null || now() - leasedMs >= lease.forMs) {
        lease = null;
        if (!isRenewing) renewBehind();
      } else {
        if (!isRenewing && isDue(audience, lease)) renewBehind();
        if (spend(audience)) return { ok: true };
      }
      const askedMs = now();
      const permit = await state().permit(audience);
      if (!permit.ok && "isFailing" in permit) {
        isFailing = true;
        pausedUntilMs = askedMs + permit.retryAfterSeconds * 1000;
        return permit;
      }
      // A permit is for now: delayed permits would be used together, in a burst.
      const isStale = permit.ok && now() - askedMs > PERMIT_MAX_AGE_MS;
      return isStale ? { ok: false, retryAfterSeconds: 1 } : permit;
    },
    pause() {
      // Requests that had left before fail too.
      if (isFailing && now() < pausedUntilMs) return;
      isFailing = true;
      pausedUntilMs = now() + UPSTREAM_PROBE_MS;
      lease = null;
      behind(state().report("failing"));
    },
    resume() {
      answeredMs = now();
      if (!isFailing) return;
      isFailing = false;
      pausedUntilMs = 0;
      lease = null;
      behind(state().report("well"));
    },
    shrink() {
      for (const bucket of Object.values(buckets)) bucket.setRate(bucket.perSecond / 2, now());
      behind(state().shrink());
    },
  };
}
