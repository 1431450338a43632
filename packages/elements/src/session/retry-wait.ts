import type { Problem } from "@keyhole/contract";

/**
 * How long a 429 or 503 asks to be left alone, in milliseconds: `retryAfterSeconds` of the problem,
 * else the header `Retry-After` in seconds or as a date (RFC 9110 section 10.2.3); undefined where
 * it does not say.
 */
export function retryWaitMs(
  response: Response,
  problem: Problem | undefined,
  nowMs: number,
): number | undefined {
  if (response.status !== 429 && response.status !== 503) return undefined;
  if (problem?.retryAfterSeconds) return problem.retryAfterSeconds * 1000;
  const header = response.headers.get("Retry-After");
  if (!header) return undefined;
  const ms = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - nowMs;
  return Number.isNaN(ms) ? undefined : Math.max(0, ms);
}
