import type { Handler } from "hono";
import { START_REQUEST_MAX_BYTES } from "../base/limits/starts.ts";
import { parseUuid } from "../base/values.ts";
import type { Talk } from "../config/check-talk.ts";
import { isInside } from "../grants/rows.ts";
import type { BrokerEnv } from "../http/broker-env.ts";
import { readJson } from "../http/read-body.ts";
import { refuseCall } from "../http/refusals.ts";
import { sha256Base64url } from "../keys/sha256.ts";
import { checkViewer } from "../starts/check-viewer.ts";
import { parseIdempotencyKey, parseStart } from "../starts/parse-start.ts";
import { startCall } from "../starts/start-call.ts";
import { isOwnCall } from "../starts/start-stamps.ts";
import { requireEnabled } from "../switches/switches.ts";
import type { Broker } from "./broker.ts";
import { openTalk } from "./open-talk.ts";

/** `POST /v1/calls`, with `Idempotency-Key`. */
export function startRoute(broker: Broker): Handler<BrokerEnv> {
  return async function answerStart(context) {
    const { talk, starter, books, access, timeLeft } = await openTalk(broker, context);
    const key = parseIdempotencyKey(context.req.header("Idempotency-Key"));
    const body = await readJson(context.req.raw, START_REQUEST_MAX_BYTES);
    const request = await parseStart(body, talk, access.rows, key);
    const { stamps, keyring, now, fetch } = broker;
    const { site, subject } = access;
    const [viewer = ""] = await broker.subjectNames(site.id, subject);
    const starting = startCall(
      {
        access,
        starter,
        books,
        stamps,
        keyring,
        now,
        timeLeft,
        checkViewer: () => checkViewer({ access, talk, books, fetch, now }, request),
        async checkEnabled() {
          requireEnabled(await broker.switches.standingOf(site.id, subject, { isFresh: true }));
        },
        viewer,
        consent: await describeConsent(talk, now),
        throttle: talk.throttle,
      },
      request,
      key,
    );
    // A page that goes away leaves a call that is found again by its key.
    broker.waitUntil(starting.catch(() => {}));
    const { isNew, call } = await starting;
    context.set("audited", { call: call.id });
    return context.json(call, isNew ? 201 : 200);
  };
}

/** `POST /v1/calls/:id/hangup`: ends the viewer's own call. */
export function hangUpRoute(broker: Broker): Handler<BrokerEnv> {
  return async function answerHangUp(context) {
    const { starter, books, access, timeLeft } = await openTalk(broker, context);
    const id = parseUuid(context.req.param("id") ?? "");
    if (id === undefined) throw refuseCall("call: no id");
    const call = await starter.get(id, timeLeft());
    const isOwn =
      call !== null && isInside(call, access.rows) && (await isOwnCall(call, access, broker.stamps));
    if (!isOwn) throw refuseCall("call: outside the grant");
    if (call.endedAt === null) await starter.hangUp(id, timeLeft());
    const callId = call.id;
    if (call.endedAt !== null) await books.over({ callId }, call.durationMs ?? 0);
    else if (call.joinedAt === null) await books.left({ callId });
    else await books.over({ callId }, broker.now() - Date.parse(call.joinedAt));
    return context.body(null, 204);
  };
}

/** The text that the viewer has agreed to, as the call's metadata keeps it. */
async function describeConsent({ consent }: Talk, now: () => number) {
  if (consent === null) return null;
  const { version, text } = consent;
  return { version, hash: await sha256Base64url(text), time: new Date(now()).toISOString() };
}
