import { WEBHOOK_AHEAD_MS, WEBHOOK_MAX_AGE_MS, WEBHOOK_MAX_SIGNATURES } from "../base/limits/deliveries.ts";
import { parseDateTime } from "../base/values.ts";
import { hmacSha256, toHex } from "../keys/hmac.ts";
import { isSameSecret } from "../keys/is-same-secret.ts";

/** A message as it came in. */
export interface WebhookMessage {
  body: Uint8Array<ArrayBuffer>;
  /** `X-Ultravox-Webhook-Timestamp`. */
  timestamp: string;
  /** `X-Ultravox-Webhook-Signature`: one or more, with commas between them. */
  signatures: string;
}

/** What is wrong with a message; null if nothing is. */
export type WebhookFault = "signature" | "time";

/**
 * Checks a message as the vendor documents it (docs.ultravox.ai/webhooks/securing-webhooks): hex of HMAC-SHA256 over the
 * body and the timestamp header, by any of the secrets. Each attempt is signed anew, so one that is older than five
 * minutes was kept by somebody.
 */
export async function findWebhookFault(
  { body, timestamp, signatures }: WebhookMessage,
  secrets: readonly string[],
  nowMs: number,
): Promise<WebhookFault | null> {
  const signed = concatenate(body, new TextEncoder().encode(timestamp));
  const given = signatures
    .split(",", WEBHOOK_MAX_SIGNATURES)
    .map((signature) => signature.trim().toLowerCase());
  let isSigned = false;
  // All are compared, so that the time tells nothing about which is right.
  for (const secret of secrets) {
    const expected = toHex(await hmacSha256(secret, signed));
    for (const signature of given) {
      if (await isSameSecret(signature, expected)) isSigned = true;
    }
  }
  if (!isSigned) return "signature";
  // A time without a zone is UTC, as in the vendor's example.
  const sentMs = parseDateTime(timestamp) ?? parseDateTime(`${timestamp}Z`);
  const isInTime =
    sentMs !== undefined && nowMs - sentMs <= WEBHOOK_MAX_AGE_MS && sentMs - nowMs <= WEBHOOK_AHEAD_MS;
  return isInTime ? null : "time";
}

function concatenate(one: Uint8Array, other: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(one.length + other.length);
  both.set(one);
  both.set(other, one.length);
  return both;
}
