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
