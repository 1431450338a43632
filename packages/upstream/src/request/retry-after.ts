import { RETRY_AFTER_MAX_MS } from "../limits.ts";
import { parseHttpDate } from "./http-date.ts";

/**
 * `Retry-After` in milliseconds from now, at most an hour (RFC 9110 section 10.2.3: whole seconds or an
 * HTTP-date). Null where it is absent, negative, a date that has passed, or neither form.
 */
export function parseRetryAfter(header: string | null, nowMs: number): number | null {
  const text = header?.trim() ?? "";
  const waitMs = /^\d+$/.test(text) ? Number(text) * 1000 : untilDate(text, nowMs);
  if (waitMs === null || waitMs < 0) return null;
  return Math.min(waitMs, RETRY_AFTER_MAX_MS);
}

function untilDate(text: string, nowMs: number): number | null {
  const dateMs = parseHttpDate(text, nowMs);
  return dateMs === null ? null : dateMs - nowMs;
}
