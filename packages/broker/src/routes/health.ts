import type { Health } from "@keyhole/contract";
import type { Handler } from "hono";
import manifest from "../../package.json" with { type: "json" };
import type { BrokerEnv } from "../http/broker-env.ts";
import { Refusal } from "../http/refusal.ts";
import type { Broker } from "./broker.ts";

/**
 * `GET /v1/health`: whether the Worker can serve calls. It asks nobody: it knows the settings, and what the
 * upstream last answered in this isolate.
 */
export function healthRoute(broker: Broker): Handler<BrokerEnv> {
  return function answerHealth(context) {
    const fault = findFault(broker);
    if (fault?.code === "not_configured") broker.logRefusal(context, fault);
    const status = fault === null ? "ok" : "not_ready";
    return context.json({ status, version: manifest.version } satisfies Health);
  };
}

/** Why a site cannot be served, or null: a missing key or binding, or a key or base URL that the upstream refuses. */
export function findFault({ config, sources, state, deliveries }: Broker): Refusal | null {
  try {
    for (const site of config.sites.values()) {
      const fault = sources.faultOf(site);
      if (fault !== null) return fault;
      state.site(site.id, "visitors");
      state.viewer(site.id, "");
      state.switches(site.id);
      if (site.bridge !== null) deliveries(site.id);
    }
    return null;
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}
