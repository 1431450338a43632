import type { Context, Handler } from "hono";
import { WEBHOOK_BODY_MAX_BYTES } from "../base/limits.ts";
import { createMeter } from "../base/meter.ts";
import { isOfSite } from "../bridge/send-call.ts";
import { findWebhookFault } from "../bridge/verify-webhook.ts";
import { readEvaluatedEvent, readUltravoxEvent } from "../bridge/webhook-bodies.ts";
import type { Site } from "../config/check-site.ts";
import { listEvaluations } from "../evaluations/list-evaluations.ts";
import type { BrokerEnv } from "../http/broker-env.ts";
import { readBytes } from "../http/read-body.ts";
import { Refusal } from "../http/refusal.ts";
import { refuseWebhook } from "../http/refusals.ts";
import { isSameSecret } from "../keys/is-same-secret.ts";
import type { Broker } from "./broker.ts";

/** `POST /v1/webhooks/ultravox/:site`: takes the call that has ended, and answers before any slow work. */
export function ultravoxWebhookRoute(broker: Broker): Handler<BrokerEnv> {
  return async function answerUltravox(context) {
    const body = await readBytes(context.req.raw, WEBHOOK_BODY_MAX_BYTES);
    const site = siteOf(broker, context);
    const message = {
      body,
      timestamp: context.req.header("X-Ultravox-Webhook-Timestamp") ?? "",
      signatures: context.req.header("X-Ultravox-Webhook-Signature") ?? "",
    };
    // Where there is no bridge, a secret that nobody knows makes the same work and the same answer.
    const secrets = site?.bridge?.webhookSecrets ?? [crypto.randomUUID()];
    const fault = await findWebhookFault(message, secrets, broker.now());
    if (site === null || site.bridge === null) throw refuseWebhook("site");
    if (fault !== null) throw refuseWebhook(fault, site.id);
    const told = readUltravoxEvent(body);
    if (told === null) throw new Refusal("invalid_request", "The body must be an event of a call.");
    const { event, call } = told;
    if (event === "call.ended" && isOfSite(call, site)) {
      const nowMs = broker.now();
      await broker
        .deliveries(site.id)
        .accept({ site: site.id, call: call.id, endedMs: call.endedMs ?? nowMs, nowMs });
    }
    return context.body(null, 204);
  };
}

/** `POST /v1/webhooks/cekura/:site`: reads an evaluation anew that has changed. */
export function cekuraWebhookRoute(broker: Broker): Handler<BrokerEnv> {
  return async function answerCekura(context) {
    const body = await readBytes(context.req.raw, WEBHOOK_BODY_MAX_BYTES);
    const site = siteOf(broker, context);
    const secret = site?.bridge?.cekuraWebhookSecret ?? null;
    const isSame = await isSameSecret(
      context.req.header("X-CEKURA-SECRET") ?? "",
      secret ?? crypto.randomUUID(),
    );
    if (site === null || secret === null) throw refuseWebhook("site");
    if (!isSame) throw refuseWebhook("secret", site.id);
    const told = readEvaluatedEvent(body);
    // Other events, and calls of other platforms, need nothing to be done.
    if (told !== null) broker.waitUntil(refresh(broker, site, told).catch(() => {}));
    return context.body(null, 204);
  };
}

/** The site of the path, which the log then names; null if there is none. */
function siteOf(broker: Broker, context: Context<BrokerEnv>): Site | null {
  const site = broker.config.sites.get(context.req.param("site") ?? "");
  if (site?.bridge) context.set("site", site);
  return site ?? null;
}

/** Has the evaluation of a call asked for now, and not only when it would be due. */
async function refresh(
  broker: Broker,
  site: Site,
  { callId, startedAt }: { callId: string; startedAt: string },
): Promise<void> {
  const { evaluationMemory: memory, sources, now } = broker;
  const project = site.cekura?.project ?? 0;
  memory.makeDue(project, callId);
  const source = () => sources.evaluationsFor(site, "visitors", createMeter());
  const call = { id: callId, createdAt: startedAt, joinedAt: startedAt, endedAt: startedAt };
  await listEvaluations({ source, project, memory, now, noteRefusal: () => {} }, [call]);
}
