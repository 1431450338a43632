import { waitUntil, env as workerEnv } from "cloudflare:workers";
import type { DefineConfig } from "./config/keyhole-config.ts";
import { type BrokerApp, type BrokerOptions, createBroker as createPortableBroker } from "./create-broker.ts";
import { createObjectState } from "./worker/object-state.ts";

export * from "./objects.ts";

/** Replacements for the Worker's own surroundings. */
export type WorkerBrokerOptions = Partial<BrokerOptions>;

/**
 * Creates the broker of a Cloudflare Worker. It keeps its state in the Durable Objects exported here, and
 * reads the Worker's bindings, vars and secrets.
 */
export function createBroker(define: DefineConfig, options: WorkerBrokerOptions = {}): BrokerApp {
  const env = options.env ?? (workerEnv as unknown as Readonly<Record<string, unknown>>);
  return createPortableBroker(define, { waitUntil, state: createObjectState(env), ...options, env });
}
