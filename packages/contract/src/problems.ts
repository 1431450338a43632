/**
 * Every problem code that a broker answers, with its title, its default HTTP status and, where the
 * token endpoint may answer it, OAuth's `error` (RFC 6749 section 5.2, RFC 9449 sections 5 and 7).
 */
export const PROBLEMS = {
  token_missing: { status: 401, title: "No access token" },
  token_expired: {
    status: 401,
    title: "Access token expired",
    error: "invalid_token",
  },
  token_invalid: {
    status: 401,
    title: "Access token not valid",
    error: "invalid_token",
  },
  token_revoked: {
    status: 401,
    title: "Access token revoked",
    error: "invalid_token",
  },
  proof_invalid: {
    status: 401,
    title: "DPoP proof not valid",
    error: "invalid_dpop_proof",
  },
  nonce_required: {
    status: 401,
    title: "DPoP nonce required",
    error: "use_dpop_nonce",
  },
  scope_missing: {
    status: 403,
    title: "Scope missing",
    error: "insufficient_scope",
  },
  origin_not_allowed: {
    status: 403,
    title: "Origin not allowed",
    error: "unauthorized_client",
  },
  site_disabled: {
    status: 403,
    title: "Site disabled",
    error: "unauthorized_client",
  },
  consent_required: { status: 403, title: "Consent required" },
  challenge_required: { status: 403, title: "Challenge required" },
  site_unknown: { status: 400, title: "Site unknown", error: "invalid_client" },
  sign_in_required: {
    status: 400,
    title: "Sign-in required",
    error: "invalid_grant",
  },
  assertion_invalid: {
    status: 400,
    title: "Assertion not valid",
    error: "invalid_grant",
  },
  assertion_expired: {
    status: 400,
    title: "Assertion expired",
    error: "invalid_grant",
  },
  assertion_reused: {
    status: 400,
    title: "Assertion used by another key",
    error: "invalid_grant",
  },
  grant_refused: {
    status: 400,
    title: "Grant refused",
    error: "invalid_grant",
  },
  scope_refused: {
    status: 400,
    title: "Scope refused",
    error: "invalid_scope",
  },
  invalid_request: {
    status: 400,
    title: "Request not valid",
    error: "invalid_request",
  },
  not_found: { status: 404, title: "Not found" },
  conflict: { status: 409, title: "Conflict" },
  recording_not_ready: { status: 425, title: "Recording not ready" },
  rate_limited: {
    status: 429,
    title: "Too many requests",
    error: "temporarily_unavailable",
  },
  quota_exceeded: {
    status: 429,
    title: "Quota used up",
    error: "temporarily_unavailable",
  },
  upstream_key_rejected: { status: 502, title: "Upstream key rejected" },
  upstream_invalid: { status: 502, title: "Upstream answer not valid" },
  upstream_rate_limited: {
    status: 503,
    title: "Upstream limit reached",
    error: "temporarily_unavailable",
  },
  upstream_unavailable: {
    status: 503,
    title: "Upstream not available",
    error: "temporarily_unavailable",
  },
  not_configured: {
    status: 503,
    title: "Not configured",
    error: "temporarily_unavailable",
  },
  internal: { status: 500, title: "Internal error", error: "server_error" },
} as const satisfies Record<string, { status: number; title: string; error?: string }>;

export type ProblemCode = keyof typeof PROBLEMS;

/** Every problem code, in the order of `PROBLEMS`. */
export const PROBLEM_CODES = Object.keys(PROBLEMS) as readonly ProblemCode[];

/** True where a value is a problem code of this version of the contract. */
export function isProblemCode(value: unknown): value is ProblemCode {
  return typeof value === "string" && Object.hasOwn(PROBLEMS, value);
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
