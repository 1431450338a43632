import type { Take } from "../admission/state.ts";
import type { Audience } from "../base/audience.ts";

/** Requests a second, by audience. */
export type Rates = Record<Audience, number>;

/** An isolate's request for a lease. */
export interface LeaseRequest {
  /** Identifies the isolate. */
  holder: string;
  /** The rate that the isolate could use. */
  wanted: Rates;
}

/** A rate that an isolate may spend without asking, until the lease ends. */
export interface Lease {
  rates: Rates;
  /** Lifetime from now on; an end time would not do, because clocks of isolates differ. */
  forMs: number;
  /** The upstream fails for everybody: single requests try whether it answers again. */
  isFailing?: boolean;
}

/** Whether a request may leave. One that may not, because the upstream fails for everybody, says so. */
export type Permit = Take | { ok: false; retryAfterSeconds: number; isFailing: true };

/** The budget of one upstream key. */
export interface UpstreamState {
  lease(request: LeaseRequest): Promise<Lease>;
  /** Permits one request beyond a lease, to be sent immediately. */
  permit(audience: Audience): Promise<Permit>;
  /** Reports that the upstream refused a request for its limit. */
  shrink(): Promise<void>;
  /** Reports that the upstream fails for everybody, or that it answers. */
  report(health: "failing" | "well"): Promise<void>;
  /** What of the budget is in use; changes nothing. */
  describe(): Promise<BudgetUse>;
}

/** The budget of one upstream key at a moment, in requests a second. */
export interface BudgetUse {
  /** What may be used: less than the most after the upstream refused. */
  perSecond: number;
  /** What isolates have leased, and single requests of the last second. */
  inUse: number;
}

/**
 * A lease allows a rate and a burst: after a quiet moment, a few requests may leave at once. In any second
 * at most `rate + burst` requests leave, so that sum is the lease's cost in the budget.
 */

const BURST_MAX_SMALL = 5;
const BURST_SHARE = 0.1;

/** Requests that may leave at once under a rate: one second's worth up to five, or a tenth of the rate. */
export function burstOf(perSecond: number): number {
  return Math.max(Math.min(perSecond, BURST_MAX_SMALL), perSecond * BURST_SHARE);
}

/** The cost of a rate in the budget. */
export function costOf(perSecond: number): number {
  return perSecond + burstOf(perSecond);
}

/** The rate that a cost buys. */
export function rateOf(cost: number): number {
  if (cost <= 2 * BURST_MAX_SMALL) return cost / 2;
  return Math.min(cost - BURST_MAX_SMALL, cost / (1 + BURST_SHARE));
}
