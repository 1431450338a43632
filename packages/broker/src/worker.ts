export { AuditObject } from "./worker/audit-object.ts";
export { DeliveryObject } from "./worker/delivery-object.ts";
export { SiteObject, UpstreamObject, ViewerObject } from "./worker/durable-objects.ts";
export { ProjectKeyObject } from "./worker/project-key-object.ts";
export { StartsObject } from "./worker/starts-object.ts";
export { SwitchObject } from "./worker/switch-object.ts";

import { waitUntil, env as workerEnv } from "cloudflare:workers";
import type { DefineConfig } from "./config/keyhole-config.ts";
import { type BrokerApp, type BrokerOptions, createBroker as createPortableBroker } from "./create-broker.ts";
import { createObjectState } from "./worker/object-state.ts";

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
