import * as v from "valibot";
import { DELIVERY_BUSY_SECONDS, DELIVERY_LINES_PER_MINUTE } from "../base/limits/deliveries.ts";
import type { Log } from "../base/log.ts";
import type { Site } from "../config/check-site.ts";
import { Refusal } from "../http/refusal.ts";
import type { DeliveryBatch, DeliveryLedger, DeliveryMessage } from "./delivery.ts";
import { createOutage } from "./outage.ts";
import { type SendCallOptions, sendCall } from "./send-call.ts";

export interface ConsumerOptions extends Omit<SendCallOptions, "noteRefusal" | "outage"> {
  sites: ReadonlyMap<string, Site>;
  /** The ledger of a site. Refuses if the Worker has no place for it. */
  ledger: (site: string) => DeliveryLedger;
  log: Log;
}

const messageSchema = v.object({ site: v.string(), call: v.string(), round: v.number() });

/** Ends the name of the queue that holds what was given up. */
const DEAD_LETTERS = "-dead";

/**
 * Makes the consumer of the queue. A message says only which call is due: whether it is to be sent is for the ledger to
 * decide, because a queue may give a message twice.
 */
export function createDeliveryConsumer(options: ConsumerOptions): (batch: DeliveryBatch) => Promise<void> {
  const { sites, ledger, now } = options;
  const noteRefusal = createDeliveryLog(options);
  const outages = new Map([...sites.keys()].map((id) => [id, createOutage(now)]));

  /** Seconds until the message is to come again; null if it has done its work. */
  async function consume(message: DeliveryMessage, isDead: boolean): Promise<number | null> {
    const { site: id, call, round } = message;
    const site = sites.get(id);
    // The owner has taken the site or its bridge away.
    if (site === undefined || site.bridge === null) return null;
    const deliveries = ledger(id);
    if (isDead) {
      await deliveries.abandon({ call, round });
      return null;
    }
    const claim = await deliveries.claim({ call, round, nowMs: now() });
    if (claim.kind === "over") return null;
    if (claim.kind === "wait") return secondsUntil(claim.untilMs);
    const outage = outages.get(id) ?? createOutage(now);
    const outcome = await sendCall({ ...options, outage, noteRefusal }, site, call, claim.work);
    const report = { call, round, outcome, nowMs: now() };
    // Reporting the same twice is reporting it once.
    await deliveries.report(report).catch(() => deliveries.report(report));
    return "nextAtMs" in outcome ? secondsUntil(outcome.nextAtMs) : null;
  }

  function secondsUntil(timeMs: number): number {
    return Math.max(1, Math.ceil((timeMs - now()) / 1000));
  }

  return async function consumeBatch({ queue, messages }) {
    const isDead = queue.endsWith(DEAD_LETTERS);
    await Promise.all(
      messages.map(async (message) => {
        const parsed = v.safeParse(messageSchema, message.body);
        if (!parsed.success) return message.ack();
        try {
          const delaySeconds = await consume(parsed.output, isDead);
          if (delaySeconds === null) message.ack();
          else message.retry({ delaySeconds });
        } catch (error) {
          const { site, call } = parsed.output;
          noteRefusal(site, call, { refusal: asRefusal(error), isFinal: false });
          message.retry({ delaySeconds: DELIVERY_BUSY_SECONDS });
        }
      }),
    );
  };
}

function asRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  const name = error instanceof Error ? error.name : typeof error;
  return new Refusal("internal", "The broker failed.", { ownerDetail: `the bridge threw ${name}` });
}

const MINUTE_MS = 60_000;

/** Writes lines about calls that were not sent, at most so many a minute: an outage concerns every call. */
function createDeliveryLog({
  log,
  now,
}: Pick<ConsumerOptions, "log" | "now">): SendCallOptions["noteRefusal"] {
  let sinceMs = 0;
  let lines = 0;
  let unlogged = 0;
  return function noteRefusal(site, call, { refusal, isFinal }) {
    if (now() - sinceMs >= MINUTE_MS) [sinceMs, lines] = [now(), 0];
    if (lines >= DELIVERY_LINES_PER_MINUTE) {
      unlogged += 1;
      return;
    }
    lines += 1;
    const { code, detail, options } = refusal;
    const fate = isFinal ? "was not sent; repeat it with /v1/admin/deliveries" : "is tried again";
    log({
      level: "warn",
      event: "delivery",
      site,
      ...(options.reason === undefined ? {} : { reason: options.reason }),
      detail: `the call ${call} ${fate}: ${code}: ${options.ownerDetail ?? detail}`,
      ...(unlogged === 0 ? {} : { unlogged }),
    });
    unlogged = 0;
  };
}
