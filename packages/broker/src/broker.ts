import type { Ultravox } from "@keyhole/upstream/ultravox";
import type { AssertionKey } from "./assertions/assertion-key.ts";
import type { CheckedConfig } from "./config/check-config.ts";
import type { Keyring } from "./keys/keyring.ts";
import type { ViewerStates } from "./state/viewer-state.ts";
import type { ProofMemory } from "./tokens/proof-memory.ts";

/** Everything that routes work with, made once per isolate. */
export interface Broker {
  config: CheckedConfig;
  keyring: Keyring;
  proofs: ProofMemory;
  viewers: ViewerStates;
  /** Key of each site's verifier. */
  assertionKeys: ReadonlyMap<string, AssertionKey>;
  /** Null where the key is not set. */
  ultravox: Ultravox | null;
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
