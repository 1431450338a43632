import type { ProblemCode } from "@keyhole/contract";
import type { UpstreamError } from "@keyhole/upstream/request";

/** What is wrong with a DPoP proof. */
export type ProofFault =
  | "missing"
  | "malformed"
  | "method"
  | "uri"
  | "address"
  | "time"
  | "replayed"
  | "token"
  | "nonce";
/** What is wrong with an access token. */
export type TokenFault = "missing" | "malformed" | "expired" | "invalid" | "site" | "key" | "revoked";
/** What is wrong with an assertion. */
export type AssertionFault = "expired" | "invalid" | "key_unavailable" | "reused";
/** Why nobody is signed in. */
export type SignInFault =
  | "request"
  | "origin"
  | "not set up"
  | "refused"
  | "stale"
  | "too large"
  | "unavailable";
/** What is wrong with a ticket of a recording. */
export type TicketFault = "invalid" | "revoked";
/** Which limit is reached. */
export type LimitFault = "address" | "site_flood" | "site" | "viewer";
/** Why somebody is not taken for the owner. */
export type AdminFault = "missing" | "wrong";
/** What is wrong with a webhook's message. */
export type WebhookFault = "signature" | "time" | "secret" | "site";
/** What is wrong with a request's `Origin`. */
export type OriginFault = "missing" | "foreign" | "not the token's";

/** Why a request was refused, for the owner only: exact where the answer is vague on purpose. */
export type RefusalReason =
  | `proof: ${ProofFault}`
  | `token: ${TokenFault}`
  | `assertion: ${AssertionFault}`
  | `sign-in: ${SignInFault}`
  | `ticket: ${TicketFault}`
  | `limit: ${LimitFault}`
  | `late: ${"state" | "request"}`
  | "state: failed"
  | `switch: ${"site" | "subject" | "unknown"}`
  | "cursor: revoked"
  | `address: ${"http" | "not in publicUrls"}`
  | `origin: ${OriginFault}`
  | "site: unknown"
  | `admin: ${AdminFault}`
  | `webhook: ${WebhookFault}`
  | `scope: ${"unknown" | "not granted" | "missing"}`
  | `grant: ${"no visitors" | "not signed in" | "no members" | "threw" | "malformed" | "too large"}`
  | `call: ${"no id" | "outside the grant" | "not recorded"}`
  | `upstream: ${UpstreamError["kind"]}${"" | ` (${string})`}`;

/** Optional parts of a refusal. */
export interface RefusalOptions {
  /** Kept for the owner's log; never written to the wire. */
  reason?: RefusalReason;
  /**
   * Stands in the owner's log instead of the detail: which claim or setting, and what is expected by name.
   * Never a value of the config, a key or a secret.
   */
  ownerDetail?: string;
  /** Overrides the code's status: 400 at the token endpoint, 405, 413, 415. */
  status?: number;
  /** Overrides the code's OAuth error: `unsupported_grant_type`. */
  oauthError?: string;
  /** Seconds until a retry makes sense. */
  retryAfterSeconds?: number;
  /** Adds the broker's time, for a proof whose time was off. */
  tellsTime?: boolean;
  /** Value of `Allow` for a 405. */
  allow?: string;
  /** Value of `WWW-Authenticate` for a 401 that no access token would mend; null for none. */
  challenge?: "Bearer" | null;
}

/**
 * The broker's only way to refuse: thrown by any rule, written as a problem document in one place. `detail`
 * goes to the page: it says what to do next, and contains nothing from upstream.
 */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly code: ProblemCode;
  readonly detail: string;
  readonly options: RefusalOptions;

  constructor(code: ProblemCode, detail: string, options: RefusalOptions = {}) {
    super(`${code}: ${detail}`);
    this.code = code;
    this.detail = detail;
    this.options = options;
  }
}
