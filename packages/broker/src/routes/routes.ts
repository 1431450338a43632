import type { Hono } from "hono";
import type { BrokerEnv } from "../http/broker-env.ts";
import { Refusal } from "../http/refusal.ts";
import { requireToken } from "../tokens/require-token.ts";
import { agentsRoute } from "./agents.ts";
import type { Broker } from "./broker.ts";
import { callRoute } from "./call.ts";
import { callEventsRoute } from "./call-events.ts";
import { callMessagesRoute } from "./call-messages.ts";
import { callsRoute } from "./calls.ts";
import { healthRoute } from "./health.ts";
import { recordingRoute } from "./recording.ts";
import { recordingTicketRoute } from "./recording-ticket.ts";
import { type Assets, scriptRoute } from "./script.ts";
import { serverMetadataRoute } from "./server-metadata.ts";
import { tokenRoute } from "./token.ts";

/** Every route of the broker, and which scope it needs. */
export function addRoutes(app: Hono<BrokerEnv>, broker: Broker): void {
  app.post("/v1/token", tokenRoute(broker));
  app.get("/v1/calls", requireToken(broker, "calls:read"), callsRoute(broker));
  app.get("/v1/calls/:id", requireToken(broker, "calls:read"), callRoute(broker));
  app.get("/v1/calls/:id/messages", requireToken(broker, "transcripts:read"), callMessagesRoute(broker));
  app.get("/v1/calls/:id/events", requireToken(broker, "calls:read"), callEventsRoute(broker));
  app.post("/v1/calls/:id/recording", requireToken(broker, "recordings:read"), recordingTicketRoute(broker));
  app.get("/v1/recordings/:ticket", recordingRoute(broker));
  app.get("/v1/agents", requireToken(broker, "calls:read"), agentsRoute(broker));
  app.get("/v1/health", healthRoute());
  app.get("/.well-known/oauth-authorization-server", serverMetadataRoute(broker));

  refuseOtherMethods(app, ["/v1/token", "/v1/calls/:id/recording"], "POST");
  refuseOtherMethods(
    app,
    [
      "/v1/calls",
      "/v1/calls/:id",
      "/v1/calls/:id/messages",
      "/v1/calls/:id/events",
      "/v1/recordings/:ticket",
      "/v1/agents",
      "/v1/health",
      "/.well-known/oauth-authorization-server",
    ],
    "GET, HEAD",
  );
}

/** The elements. They are served even where the config is wrong: they are what tells the page so. */
export function addScripts(app: Hono<BrokerEnv>, env: Readonly<Record<string, unknown>>): void {
  const paths = ["/keyhole.js", "/keyhole.js.LEGAL.txt", "/keyhole/manifest.json", "/keyhole/:version/*"];
  const script = scriptRoute((env.ASSETS as Assets | undefined) ?? null);
  for (const path of paths) app.get(path, script);
  refuseOtherMethods(app, paths, "GET, HEAD");
}

/** A broker whose config is wrong says so at every other address. */
export function refuseUnconfigured(app: Hono<BrokerEnv>): void {
  app.all("*", () => {
    throw new Refusal(
      "not_configured",
      "The Worker's configuration is not complete: its log names the setting and what it wants (wrangler tail).",
    );
  });
}

function refuseOtherMethods(app: Hono<BrokerEnv>, paths: readonly string[], allow: string): void {
  for (const path of paths) {
    app.all(path, () => {
      throw new Refusal("invalid_request", `This address answers ${allow}.`, { status: 405, allow });
    });
  }
}
