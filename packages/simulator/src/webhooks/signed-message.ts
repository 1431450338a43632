import { createHmac } from "node:crypto";
import type { CallRow } from "../calls/call-row.ts";
import { callBody } from "../ultravox/bodies/call.ts";
import type { WebhookEvent } from "./webhook.ts";

/** A message of a webhook, ready to be sent. */
export interface SignedMessage {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * Writes a message as the vendor documents it: one signature for each secret, over the body and the timestamp
 * (docs.ultravox.ai/webhooks/securing-webhooks).
 */
export function signMessage(
  row: CallRow,
  { event, secrets, sentMs }: { event: WebhookEvent; secrets: readonly string[]; sentMs: number },
): SignedMessage {
  const body = JSON.stringify({ event, call: callBody(row) });
  const timestamp = new Date(sentMs).toISOString();
  const signatures = secrets.map((secret) =>
    createHmac("sha256", secret).update(body).update(timestamp).digest("hex"),
  );
  return {
    headers: {
      "Content-Type": "application/json",
      "X-Ultravox-Webhook-Timestamp": timestamp,
      "X-Ultravox-Webhook-Signature": signatures.join(","),
    },
    body,
  };
}
