/** The reason for a request without a value. It never holds a key, a URL, or a word that the upstream wrote. */
export type UpstreamError =
  /** No answer in time, a broken connection, or a 5xx. */
  | { kind: "unavailable"; reason: "timeout" | "network" | "status"; status?: number }
  /** An answer that cannot be used. */
  | {
      kind: "invalid";
      reason: "not_json" | "too_large" | "redirect" | "schema" | "wrong_id" | "content_type";
    }
  /** 401 or 403. */
  | { kind: "key_rejected"; status: number }
  /** 429. Milliseconds to wait, 0 to 3,600,000; null where the upstream did not tell. */
  | { kind: "rate_limited"; retryAfterMs: number | null }
  /** 404 of a single resource or a part of one, or an id that cannot exist. */
  | { kind: "not_found" }
  /** 425 of a recording: it is not written yet. */
  | { kind: "not_ready" }
  /** 416 of a recording. Its size in bytes, where the upstream tells. */
  | { kind: "range_not_satisfiable"; size: number | null }
  /** Any other 4xx: the request itself was refused. */
  | { kind: "refused"; status: number }
  /** The caller's signal. */
  | { kind: "aborted" };

export interface Failure {
  ok: false;
  error: UpstreamError;
}

export type Result<T> = { ok: true; value: T } | Failure;

export function succeed<T>(value: T): Result<T> {
  return { ok: true, value };
}

export function fail(error: UpstreamError): Failure {
  return { ok: false, error };
}
