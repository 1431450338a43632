import { setImmediate as turn } from "node:timers/promises";
import { checkFields } from "../base/check-fields.ts";
import type { Clock } from "../base/clock.ts";
import { Random } from "../base/random.ts";
import type { CallRow } from "../calls/call-row.ts";
import { type CallLogState, detailBody } from "../cekura/call-log.ts";
import {
  type CekuraWebhook,
  complainOfCekuraWebhook,
  complainOfWebhooks,
  type Webhook,
  type WebhookEvent,
} from "./webhook.ts";
import { type SentWebhook, type WebhookFaults, WebhookSender } from "./webhook-sender.ts";

export interface AccountWebhooksOptions {
  readonly clock: Clock;
  readonly dataClockMs: () => number;
  readonly settings: {
    readonly webhooks: readonly Webhook[];
    readonly cekuraWebhook: CekuraWebhook | null;
    readonly seed: number;
  };
  readonly faults: () => WebhookFaults;
  /** A call log as it is now. */
  readonly evaluated: (id: number) => CallLogState | undefined;
}

/** The webhooks of both accounts, which can be replaced. */
export interface AccountWebhooks {
  set(webhooks: { ultravox?: readonly Webhook[]; cekura?: CekuraWebhook | null }): void;
  send(event: WebhookEvent, row: CallRow): void;
  /** Sends a call log once it is evaluated. */
  sendEvaluation(state: CallLogState): Promise<void>;
  sent(): readonly SentWebhook[];
  close(): void;
}

export function createAccountWebhooks({
  clock,
  dataClockMs,
  settings,
  faults,
  evaluated,
}: AccountWebhooksOptions): AccountWebhooks {
  let ultravox = settings.webhooks;
  let cekura = settings.cekuraWebhook;
  const closed = new AbortController();
  const random = Random.for(settings.seed, "webhooks");
  const sender = new WebhookSender({ clock, dataClockMs, fetch: globalThis.fetch, random, faults });
  return {
    set(webhooks) {
      checkFields<typeof webhooks>("webhooks", webhooks, {
        ultravox: complainOfWebhooks,
        cekura: complainOfCekuraWebhook,
      });
      if (webhooks.ultravox !== undefined) ultravox = webhooks.ultravox;
      if (webhooks.cekura !== undefined) cekura = webhooks.cekura;
    },
    send: (event, row) => sender.send(ultravox, event, row),
    async sendEvaluation({ log, evaluatedMicros }) {
      if (cekura === null) return;
      const leftMs = () => evaluatedMicros / 1000 - dataClockMs();
      while (leftMs() > 0) {
        await clock.sleep(leftMs(), closed.signal);
        // A clock that does not sleep must not hold up everything else.
        await turn();
        if (closed.signal.aborted) return;
      }
      const state = evaluated(log.id);
      if (state !== undefined) await sender.sendEvaluation(cekura, log.callId, detailBody(state));
    },
    sent: () => sender.sent(),
    close() {
      closed.abort();
      sender.close();
    },
  };
}
