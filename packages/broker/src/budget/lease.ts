import type { Take } from "../rates/sliding-window.ts";
import type { Crowd } from "../state/site-state.ts";

/** Requests a second, by who they are for. */
export type Rates = Record<Crowd, number>;

/** What an isolate asks of an upstream key's budget. */
export interface LeaseRequest {
  /** Names the isolate. */
  holder: string;
  /** Requests a second that it would make. */
  wanted: Rates;
}

/** What it may do until the lease ends, without asking. */
export interface Lease {
  rates: Rates;
  /** From now on: the clocks of isolates are their own. */
  forMs: number;
}

/** The budget of one upstream key. Kept by an `UpstreamObject`. */
export interface UpstreamState {
  lease(request: LeaseRequest): Promise<Lease>;
  /** One request beyond a lease, to be made at once. */
  permit(crowd: Crowd): Promise<Take>;
  /** Tells that the upstream refused for its limit. */
  shrink(): Promise<void>;
}
