import type { Audience } from "../base/audience.ts";
import {
  LEASE_MAX_SECONDS,
  LEASE_MIN_SECONDS,
  UPSTREAM_BUDGET_MIN_PER_SECOND,
  UPSTREAM_BUDGET_PER_SECOND,
  UPSTREAM_PROBE_MS,
  UPSTREAM_RECOVERY_PER_SECOND,
  UPSTREAM_RETRY_MAX_SECONDS,
  UPSTREAM_VISITORS_SHARE,
} from "../base/limits/budget.ts";
import type { BudgetUse, Lease, LeaseRequest, Permit, Rates } from "./lease.ts";
import { costOf, rateOf } from "./lease.ts";

const BUCKET_MS = 50;
/** One bucket more than a second, because the newest and the oldest are both incomplete. */
const BUCKETS = 1000 / BUCKET_MS + 1;

/** Counts events of the last second, in memory. */
class RecentCount {
  readonly #counts = new Map<number, number>();

  add(nowMs: number, amount = 1): void {
    const bucket = Math.floor(nowMs / BUCKET_MS);
    this.#counts.set(bucket, (this.#counts.get(bucket) ?? 0) + amount);
  }

  count(nowMs: number): number {
    const oldest = Math.floor(nowMs / BUCKET_MS) - BUCKETS;
    let total = 0;
    for (const [bucket, count] of this.#counts) {
      if (bucket <= oldest) this.#counts.delete(bucket);
      else total += count;
    }
    return total;
  }
}

/** The lease of another isolate. All values are costs. */
export interface OtherLease {
  granted: Rates;
  wantedMembers: number;
}

/**
 * Shares a budget among isolates, in costs. Each isolate gets what it wants while there is enough, else its
 * fair share. Members go first: visitors get nothing that a member anywhere wants.
 */
export function share(wanted: Rates, others: readonly OtherLease[], budget: number): Rates {
  const leased = sum(others, ({ granted }) => granted.members + granted.visitors);
  const free = Math.max(0, budget - leased);
  const fair = budget / (others.length + 1);
  // Half of the free budget stays free for the next isolate, unless a fair share needs it.
  const cap = Math.min(free, Math.max(fair, free / 2));
  const members = Math.min(wanted.members, cap);
  const membersEverywhere = wanted.members + sum(others, ({ wantedMembers }) => wantedMembers);
  const visitorsElsewhere = sum(others, ({ granted }) => granted.visitors);
  const visitors = Math.min(wanted.visitors, cap - members, budget - membersEverywhere - visitorsElsewhere);
  return { members, visitors: Math.max(0, visitors) };
}

function sum<Item>(items: readonly Item[], of: (item: Item) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}

interface HeldLease {
  granted: Rates;
  wantedMembers: number;
  untilMs: number;
}

/**
 * Keeps the budget of one upstream key: leases for steady demand, and single permits for demand beyond
 * them. In any second, the cost of all leases and permits stays within the budget.
 */
export class Ledger {
  readonly #now: () => number;
  readonly #leases = new Map<string, HeldLease>();
  /** Permits, and costs that leases gave back: those may have been spent in the second before. */
  readonly #spent = new RecentCount();
  readonly #asked = new RecentCount();
  #membersRefusedMs = Number.NEGATIVE_INFINITY;
  #budget: { perSecond: number; changedMs: number };
  /** When the next request may try whether an upstream that fails answers again; null while it answers. */
  #probeMs: number | null = null;

  /**
   * Nothing is stored: a write would hold back permits and let them leave in a burst. A new ledger does not
   * know earlier leases, so it begins with half of the budget.
   */
  constructor(now: () => number) {
    this.#now = now;
    this.#budget = { perSecond: UPSTREAM_BUDGET_PER_SECOND / 2, changedMs: now() };
  }

  lease({ holder, wanted }: LeaseRequest): Lease {
    const nowMs = this.#now();
    if (this.#probeMs !== null) {
      this.#giveBack(nowMs, costOfLease(this.#leases.get(holder)));
      this.#leases.delete(holder);
      return { rates: { members: 0, visitors: 0 }, forMs: LEASE_MIN_SECONDS * 1000, isFailing: true };
    }
    const before = this.#costOfAll(nowMs);
    const own = costOfLease(this.#leases.get(holder));
    const others = [...this.#leases].flatMap(([name, lease]) => (name === holder ? [] : [lease]));
    const budget = Math.max(0, this.#perSecond(nowMs) - this.#spent.count(nowMs));
    const wantedCost = { members: costOf(wanted.members), visitors: costOf(wanted.visitors) };
    const granted = share(wantedCost, others, budget);
    const isScarce = before - own + wantedCost.members + wantedCost.visitors > budget / 2;
    const forMs = (isScarce ? LEASE_MIN_SECONDS : LEASE_MAX_SECONDS) * 1000;
    this.#giveBack(nowMs, own - granted.members - granted.visitors);
    this.#leases.set(holder, { granted, wantedMembers: wantedCost.members, untilMs: nowMs + forMs });
    return { rates: { members: rateOf(granted.members), visitors: rateOf(granted.visitors) }, forMs };
  }

  permit(audience: Audience): Permit {
    const nowMs = this.#now();
    if (this.#probeMs !== null) {
      const leftMs = this.#probeMs - nowMs;
      if (leftMs > 0) return { ok: false, retryAfterSeconds: Math.ceil(leftMs / 1000), isFailing: true };
      this.#probeMs = nowMs + UPSTREAM_PROBE_MS;
    }
    this.#asked.add(nowMs);
    const budget = this.#perSecond(nowMs);
    const used = this.#costOfAll(nowMs) + this.#spent.count(nowMs);
    const isMembersTurn = nowMs - this.#membersRefusedMs < 1000;
    const room = audience === "members" ? budget : isMembersTurn ? 0 : budget * UPSTREAM_VISITORS_SHARE;
    if (used + 1 <= room) {
      this.#spent.add(nowMs);
      return { ok: true };
    }
    if (audience === "members") this.#membersRefusedMs = nowMs;
    // The time that it takes to serve the demand of the last second.
    const seconds = Math.ceil((used + this.#asked.count(nowMs)) / budget);
    return { ok: false, retryAfterSeconds: Math.min(UPSTREAM_RETRY_MAX_SECONDS, Math.max(1, seconds)) };
  }

  /** Reports that the upstream refused a request for its limit: others use the key too. */
  shrink(): void {
    const nowMs = this.#now();
    // Many isolates report the same refusal at once.
    if (nowMs - this.#budget.changedMs < 1000) return;
    const perSecond = Math.max(UPSTREAM_BUDGET_MIN_PER_SECOND, this.#perSecond(nowMs) / 2);
    this.#budget = { perSecond, changedMs: nowMs };
    for (const lease of this.#leases.values()) {
      lease.granted = { members: lease.granted.members / 2, visitors: lease.granted.visitors / 2 };
    }
  }

  /** A probe that is never reported on is followed by the next. */
  report(health: "failing" | "well"): void {
    if (health === "well") this.#probeMs = null;
    else this.#probeMs ??= this.#now() + UPSTREAM_PROBE_MS;
  }

  describe(): BudgetUse {
    const nowMs = this.#now();
    const inUse = this.#costOfAll(nowMs) + this.#spent.count(nowMs);
    return { perSecond: this.#perSecond(nowMs), inUse };
  }

  #perSecond(nowMs: number): number {
    const { perSecond, changedMs } = this.#budget;
    const recovered = (Math.max(0, nowMs - changedMs) / 1000) * UPSTREAM_RECOVERY_PER_SECOND;
    return Math.min(UPSTREAM_BUDGET_PER_SECOND, perSecond + recovered);
  }

  /** The cost of all leases. Takes back those that have ended. */
  #costOfAll(nowMs: number): number {
    let cost = 0;
    for (const [holder, lease] of this.#leases) {
      if (lease.untilMs > nowMs) {
        cost += costOfLease(lease);
        continue;
      }
      this.#leases.delete(holder);
      this.#giveBack(lease.untilMs, costOfLease(lease));
    }
    return cost;
  }

  #giveBack(atMs: number, cost: number): void {
    if (cost > 0) this.#spent.add(atMs, cost);
  }
}

function costOfLease(lease: HeldLease | undefined): number {
  return lease === undefined ? 0 : lease.granted.members + lease.granted.visitors;
}
