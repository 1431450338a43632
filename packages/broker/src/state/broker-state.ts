import type { AdmissionState } from "../admission/state.ts";
import type { UpstreamState } from "../budget/lease.ts";

/** What outlives a request: kept in Durable Objects by the Worker, in memory by `createMemoryState`. */
export interface BrokerState extends AdmissionState {
  /** The budget of one key of an upstream. */
  upstream(name: string, key: string): UpstreamState;
}
