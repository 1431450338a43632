import type { Context, Handler } from "hono";
import { WEBHOOK_BODY_MAX_BYTES } from "../base/limits/deliveries.ts";
import { createMeter } from "../base/meter.ts";
import { parseDateTime } from "../base/values.ts";
import { isOfSite } from "../bridge/send-call.ts";
import { findWebhookFault } from "../bridge/verify-webhook.ts";
import { readEvaluatedEvent, readUltravoxEvent, type UltravoxEvent } from "../bridge/webhook-bodies.ts";
import type { Site } from "../config/check-site.ts";
import { listEvaluations } from "../evaluations/list-evaluations.ts";
import type { BrokerEnv } from "../http/broker-env.ts";
import { readBytes } from "../http/read-body.ts";
import { Refusal } from "../http/refusal.ts";
import { refuseWebhook } from "../http/refusals.ts";
import { isSameSecret } from "../keys/is-same-secret.ts";
import { createStartBooks } from "../starts/start-books.ts";
import { startOf } from "../starts/start-stamps.ts";
import type { Broker } from "./broker.ts";

/**
 * `POST /v1/webhooks/ultravox/:site`: takes the call that has ended, settles the start of one that a page started, and
 * answers before any slow work. The vendor repeats a message that is not answered; each may come twice, and late.
 */
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
    await Promise.all([deliver(broker, site, told), settleStart(broker, site, told)]);
    return context.body(null, 204);
  };
}

async function deliver(broker: Broker, site: Site, { event, call }: UltravoxEvent): Promise<void> {
  if (event !== "call.ended" || !isOfSite(call, site)) return;
  const nowMs = broker.now();
  await broker
    .deliveries(site.id)
    .accept({ site: site.id, call: call.id, endedMs: call.endedMs ?? nowMs, nowMs });
}

/** Records in the ledgers of its start that a call was joined, or how long it took. */
async function settleStart(
  { config, state, now }: Broker,
  { id: site, source, talk }: Site,
  { event, call }: UltravoxEvent,
): Promise<void> {
  if (talk === null || (event !== "call.joined" && event !== "call.ended")) return;
  const stamped = startOf(call.metadata);
  if (stamped === null) return;
  const { id, audience, viewer } = stamped;
  const { apiKey, plan } = config.settings.ultravox;
  const account = { source, key: apiKey ?? "", plan };
  const books = createStartBooks({ state, site: { id: site, talk }, viewers: [viewer], audience, account });
  const start = { id, callId: call.id };
  const joinedMs = call.joinedAt === null ? null : (parseDateTime(call.joinedAt) ?? null);
  if (event === "call.joined") return books.joined(start, joinedMs ?? now());
  const tookMs = joinedMs === null ? null : (call.endedMs ?? now()) - joinedMs;
  return books.over(start, call.joinedAt === null ? 0 : tookMs);
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
