import type { Clock } from "../base/clock.ts";
import {
  WEBHOOK_FIRST_WAIT_MS,
  WEBHOOK_LATE_MAX_MS,
  WEBHOOK_LOG_SIZE,
  WEBHOOK_RETRIES,
} from "../base/limits.ts";
import type { Random } from "../base/random.ts";
import type { CallRow } from "../calls/call-row.ts";
import { signMessage } from "./signed-message.ts";
import type { CekuraWebhook, Webhook, WebhookEvent } from "./webhook.ts";

/** One attempt to send a message. */
export interface SentWebhook {
  readonly url: string;
  readonly event: string;
  readonly callId: string;
  /** From 1. */
  readonly attempt: number;
  /** Null if there was no answer. */
  readonly status: number | null;
}

/** Faults of the vendor's webhooks. */
export interface WebhookFaults {
  /** Every message is sent twice, each time up to three minutes late, so that messages overtake each other. */
  readonly disordered?: true;
}

export interface WebhookSenderOptions {
  readonly clock: Clock;
  readonly dataClockMs: () => number;
  readonly fetch: typeof globalThis.fetch;
  readonly random: Random;
  readonly faults: () => WebhookFaults;
}

/** Sends messages of both vendors, each by its own rules, until it is closed. */
export class WebhookSender {
  readonly #options: WebhookSenderOptions;
  readonly #closed = new AbortController();
  #log: SentWebhook[] = [];

  constructor(options: WebhookSenderOptions) {
    this.#options = options;
  }

  /** The last attempts, oldest first. */
  sent(): readonly SentWebhook[] {
    return [...this.#log];
  }

  close(): void {
    this.#closed.abort();
  }

  /** Sends an event of a call of Ultravox to every webhook that wants it. */
  send(webhooks: readonly Webhook[], event: WebhookEvent, row: CallRow): void {
    const wanting = webhooks.filter(
      ({ events, agentId }) =>
        (events === undefined || events.includes(event)) &&
        (agentId === undefined || row.agent?.agentId === agentId),
    );
    const copies = this.#options.faults().disordered ? 2 : 1;
    for (const webhook of wanting)
      for (let copy = 0; copy < copies; copy += 1) void this.#sendUntilTaken(webhook, event, row);
  }

  /** Sends what Cekura says of a call, once. */
  async sendEvaluation({ url, secret }: CekuraWebhook, callId: string, data: object): Promise<void> {
    const event = "call_log.completed";
    const headers = { "Content-Type": "application/json", "X-CEKURA-SECRET": secret };
    const body = JSON.stringify({ event_type: event, data });
    await this.#post({ url, event, callId, attempt: 1 }, { headers, body });
  }

  /** Any 2xx is taken. Otherwise ten more attempts follow, the first after about 30 s, each wait twice as long. */
  async #sendUntilTaken({ url, secrets }: Webhook, event: WebhookEvent, row: CallRow): Promise<void> {
    const { clock, dataClockMs, faults, random } = this.#options;
    if (faults().disordered) {
      await clock.sleep(Math.floor(random.fraction() * WEBHOOK_LATE_MAX_MS), this.#closed.signal);
    }
    for (let attempt = 1; attempt <= WEBHOOK_RETRIES + 1; attempt += 1) {
      if (this.#closed.signal.aborted) return;
      const message = signMessage(row, { event, secrets, sentMs: dataClockMs() });
      const status = await this.#post({ url, event, callId: row.callId, attempt }, message);
      if (status !== null && status >= 200 && status <= 299) return;
      await clock.sleep(WEBHOOK_FIRST_WAIT_MS * 2 ** (attempt - 1), this.#closed.signal);
    }
  }

  async #post(
    sent: Omit<SentWebhook, "status">,
    message: { headers: Readonly<Record<string, string>>; body: string },
  ): Promise<number | null> {
    let status: number | null = null;
    try {
      const { signal } = this.#closed;
      const init = { method: "POST", redirect: "manual", signal, ...message } as const;
      const answer = await this.#options.fetch(sent.url, init);
      await answer.body?.cancel();
      status = answer.status;
    } catch {
      // No answer: the vendor tries again.
    }
    this.#log = [...this.#log, { ...sent, status }].slice(-WEBHOOK_LOG_SIZE);
    return status;
  }
}
