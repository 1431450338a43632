import type { Ultravox } from "@keyhole/upstream/ultravox";
import type { AssertionKey } from "./assertions/assertion-key.ts";
import type { EndedCalls } from "./calls/ended-calls.ts";
import type { CheckedConfig } from "./config/check-config.ts";
import type { Keyring } from "./keys/keyring.ts";
import type { Shield } from "./rates/shield.ts";
import type { SpendOfSite } from "./rates/spend-of-site.ts";
import type { Crowd } from "./state/site-state.ts";
import type { ViewerStates } from "./state/viewer-state.ts";
import type { Nonces } from "./tokens/nonce.ts";
import type { ProofMemory } from "./tokens/proof-memory.ts";

/** Everything that routes work with, made once per isolate. */
export interface Broker {
  config: CheckedConfig;
  keyring: Keyring;
  proofs: ProofMemory;
  nonces: Nonces;
  viewers: ViewerStates;
  spendOfSite: SpendOfSite;
  shield: Shield;
  /** Key of each site's verifier. */
  assertionKeys: ReadonlyMap<string, AssertionKey>;
  /** By who is asked for: each draws on the budget in its own rank. Null where the key is not set. */
  ultravox: Record<Crowd, Ultravox> | null;
  endedCalls: EndedCalls;
  now: () => number;
  log: Log;
}

/** Writes one line of the Worker's log. Never given a token, a proof, an assertion or a key. */
export type Log = (entry: {
  level: "warn" | "error";
  event: string;
  requestId?: string;
  detail?: string;
}) => void;
