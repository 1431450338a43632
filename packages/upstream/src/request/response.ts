import type { UpstreamError } from "./result.ts";

/** True for a redirect in any runtime: browsers make it opaque, others show its status or follow it. */
export function isRedirect(response: Response): boolean {
  const type: string = response.type;
  return (
    type === "opaqueredirect" || response.redirected || (response.status >= 300 && response.status <= 399)
  );
}

/**
 * One thing, a list, a list that is part of one thing, or a call that is started. A part has a list's size and may be
 * absent.
 */
export type ResourceKind = "single" | "list" | "part" | "start";

/** The error of a status outside 2xx. Only the status and `Retry-After` count; a body is never read. */
export function statusError(
  status: number,
  retryAfterMs: number | null,
  resource: ResourceKind,
): UpstreamError {
  if (status === 401 || status === 403) return { kind: "key_rejected", status };
  if (status === 429) return { kind: "rate_limited", retryAfterMs };
  // "Cannot be served now" (docs.ultravox.ai/gettingstarted/concurrency): no call was made.
  if (resource === "start" && status === 503 && retryAfterMs !== null)
    return { kind: "rate_limited", retryAfterMs };
  if (status === 404 && resource !== "list") return { kind: "not_found" };
  if (status >= 400 && status <= 499) return { kind: "refused", status };
  return { kind: "unavailable", reason: "status", status };
}
