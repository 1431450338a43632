import type { Take } from "../admission/state.ts";
import type { Audience } from "../base/audience.ts";

/** Requests a second, by who they are for. */
export type Rates = Record<Audience, number>;

/** What an isolate asks of an upstream key's budget. */
export interface LeaseRequest {
  /** Names the isolate. */
  holder: string;
  /** Requests a second that it would make. */
  wanted: Rates;
}

/** What an isolate may spend until the lease ends, without asking. */
export interface Lease {
  rates: Rates;
  /** From now on: the clocks of isolates differ. */
  forMs: number;
}

/** The budget of one upstream key. */
export interface UpstreamState {
  lease(request: LeaseRequest): Promise<Lease>;
  /** One request beyond a lease, to be made at once. */
  permit(audience: Audience): Promise<Take>;
  /** Reports that the upstream refused a request for its limit. */
  shrink(): Promise<void>;
}

/**
 * A lease allows a rate and a burst: who has been quiet may send a few requests at once. In any
 * second at most `rate + burst` requests leave, so that sum is what a lease costs of the budget.
 */

const BURST_MAX_SMALL = 5;
const BURST_SHARE = 0.1;

/** Requests that may leave at once under a rate: as many as a second's, up to five, or a tenth of it. */
export function burstOf(perSecond: number): number {
  return Math.max(Math.min(perSecond, BURST_MAX_SMALL), perSecond * BURST_SHARE);
}

/** What a rate costs of the budget. */
export function costOf(perSecond: number): number {
  return perSecond + burstOf(perSecond);
}

/** The rate that a cost buys. */
export function rateOf(cost: number): number {
  if (cost <= 2 * BURST_MAX_SMALL) return cost / 2;
  return Math.min(cost - BURST_MAX_SMALL, cost / (1 + BURST_SHARE));
}
