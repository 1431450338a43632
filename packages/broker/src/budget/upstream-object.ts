import { DurableObject } from "cloudflare:workers";
import type { Take } from "../rates/sliding-window.ts";
import type { Crowd } from "../state/site-state.ts";
import type { Lease, LeaseRequest, UpstreamState } from "./lease.ts";
import { Ledger } from "./ledger.ts";

/**
 * Keeps the budget of one upstream key for all isolates everywhere, in memory. It goes by its own
 * clock: what an isolate calls now may have waited in a queue since.
 */
export class UpstreamObject extends DurableObject implements UpstreamState {
  readonly #ledger = new Ledger(() => Date.now());

  async lease(request: LeaseRequest): Promise<Lease> {
    return this.#ledger.lease(request);
  }

  async permit(crowd: Crowd): Promise<Take> {
    return this.#ledger.permit(crowd);
  }

  async shrink(): Promise<void> {
    this.#ledger.shrink();
  }
}
