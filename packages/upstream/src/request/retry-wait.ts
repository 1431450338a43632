import { BACKOFF_BASE_MS, BACKOFF_MAX_MS, RETRY_AFTER_WAIT_MAX_MS } from "../limits.ts";
import type { UpstreamError } from "./result.ts";
import type { Answer } from "./within-time.ts";

/** 5xx that a repeat may heal. */
const PASSING_STATUSES = [502, 503, 504];

/**
 * Milliseconds to wait before repeating a GET, or null where a repeat is no use or was asked to be later
 * than a caller would wait. `repeats` counts those already made. Exponential with full jitter, on top of
 * what the upstream asked for, so that clients which were refused together do not come back together.
 */
export function retryWaitMs(answer: Answer<unknown>, repeats: number, random: () => number): number | null {
  if (answer.result.ok || !isPassing(answer.result.error)) return null;
  const askedMs = answer.retryAfterMs ?? 0;
  if (askedMs > RETRY_AFTER_WAIT_MAX_MS) return null;
  return askedMs + random() * Math.min(BACKOFF_MAX_MS, BACKOFF_BASE_MS * 2 ** repeats);
}

function isPassing(error: UpstreamError): boolean {
  switch (error.kind) {
    case "unavailable":
      return error.reason !== "status" || PASSING_STATUSES.includes(error.status ?? 0);
    case "rate_limited":
      return error.retryAfterMs !== null;
    case "invalid":
    case "key_rejected":
    case "not_found":
    case "not_ready":
    case "range_not_satisfiable":
    case "refused":
    case "aborted":
      return false;
  }
}
