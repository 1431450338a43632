import { DurableObject } from "cloudflare:workers";
import type { Take } from "../admission/state.ts";
import type { Audience } from "../base/audience.ts";
import { Ledger } from "../budget/ledger.ts";
import type { Lease, LeaseRequest, UpstreamState } from "../budget/state.ts";

/**
 * Keeps the budget of one upstream key for all isolates everywhere, in memory. It goes by its own
 * clock: what an isolate calls now may have waited in a queue since.
 */
export class UpstreamObject extends DurableObject implements UpstreamState {
  readonly #ledger = new Ledger(() => Date.now());

  async lease(request: LeaseRequest): Promise<Lease> {
    return this.#ledger.lease(request);
  }

  async permit(audience: Audience): Promise<Take> {
    return this.#ledger.permit(audience);
  }

  async shrink(): Promise<void> {
    this.#ledger.shrink();
  }
}
