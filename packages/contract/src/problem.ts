/** Every code that a broker answers. */
export const PROBLEM_CODES = [
  "token_missing",
  "token_expired",
  "token_invalid",
  "token_revoked",
  "proof_invalid",
  "nonce_required",
  "scope_missing",
  "origin_not_allowed",
  "site_disabled",
  "site_unknown",
  "assertion_invalid",
  "assertion_expired",
  "assertion_reused",
  "grant_refused",
  "scope_refused",
  "invalid_request",
  "not_found",
  "conflict",
  "recording_not_ready",
  "rate_limited",
  "quota_exceeded",
  "upstream_key_rejected",
  "upstream_invalid",
  "upstream_rate_limited",
  "upstream_unavailable",
  "not_configured",
  "internal",
] as const;

export type ProblemCode = (typeof PROBLEM_CODES)[number];

/** True where a value is a code of this version of the contract. */
export function isProblemCode(value: unknown): value is ProblemCode {
  return PROBLEM_CODES.includes(value as ProblemCode);
}

/** RFC 9457 problem details. The token endpoint adds OAuth's two fields. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  code: ProblemCode;
  /** What to do next, in a sentence. */
  detail: string;
  requestId: string;
  /** Seconds to wait, 1 to 3600; equals `Retry-After`. */
  retryAfterSeconds?: number;
  /** The broker's clock, ISO 8601, where a proof's time was off. */
  serverTime?: string;
  error?: string;
  error_description?: string;
}
