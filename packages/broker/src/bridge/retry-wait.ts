import { DELIVERY_RETRY_FIRST_MS, DELIVERY_RETRY_FOR_MS, DELIVERY_RETRY_MAX_MS } from "../base/limits.ts";

/** An attempt that has just failed. */
export interface FailedAttempt {
  nowMs: number;
  /** When the first attempt of the round failed; null if this is the first. */
  failingSinceMs: number | null;
  /** The shortest wait that Cekura asks for; null if it asks for none. */
  retryAfterMs: number | null;
}

/**
 * When to try again. A wait is as long as the attempts have failed so far, so it doubles, up to an hour. The last
 * attempt is a day after the first, and null follows it.
 */
export function nextAttemptMs({ nowMs, failingSinceMs, retryAfterMs }: FailedAttempt): number | null {
  const sinceMs = failingSinceMs ?? nowMs;
  const endMs = sinceMs + DELIVERY_RETRY_FOR_MS;
  if (nowMs >= endMs) return null;
  const waitMs = Math.max(DELIVERY_RETRY_FIRST_MS, Math.min(DELIVERY_RETRY_MAX_MS, nowMs - sinceMs));
  return Math.min(endMs, nowMs + Math.max(waitMs, retryAfterMs ?? 0));
}
