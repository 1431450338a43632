export { SiteObject, UpstreamObject, ViewerObject } from "./worker/durable-objects.ts";

import { waitUntil, env as workerEnv } from "cloudflare:workers";
import type { DefineConfig } from "./config/keyhole-config.ts";
import { type BrokerApp, type BrokerOptions, createBroker as createPortableBroker } from "./create-broker.ts";
import { createObjectState } from "./worker/object-state.ts";

/** What replaces the Worker's own surroundings. */
export type WorkerBrokerOptions = Partial<BrokerOptions>;

/**
 * Makes the broker of a Cloudflare Worker: its state is kept in the Durable Objects that are exported
 * here, and it reads the Worker's own bindings, vars and secrets.
 */
export function createBroker(define: DefineConfig, options: WorkerBrokerOptions = {}): BrokerApp {
  const env = options.env ?? (workerEnv as unknown as Readonly<Record<string, unknown>>);
  return createPortableBroker(define, { waitUntil, state: createObjectState(env), ...options, env });
}
