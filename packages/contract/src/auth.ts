/** What a token allows. A scope that is not granted is absent from the token. */
export const SCOPES = [
  "calls:read",
  "transcripts:read",
  "pii:read",
  "recordings:read",
  "evaluations:read",
  "evaluations:vote",
  "calls:start",
] as const;

export type Scope = (typeof SCOPES)[number];

/** True where a value is a scope of this version of the contract. */
export function isScope(value: unknown): value is Scope {
  return SCOPES.includes(value as Scope);
}

/** `grant_type` of a visitor (RFC 6749 section 4.4). */
export const CLIENT_CREDENTIALS_GRANT = "client_credentials";

/** `grant_type` of a member (RFC 8693 section 2.1). */
export const TOKEN_EXCHANGE_GRANT = "urn:ietf:params:oauth:grant-type:token-exchange";

/** `subject_token_type` of an assertion (RFC 8693 section 3). */
export const JWT_TOKEN_TYPE = "urn:ietf:params:oauth:token-type:jwt";

/** Successful answer of `POST /v1/token` (RFC 6749 section 5.1, RFC 9449 section 5). */
export interface TokenResponse {
  /** Opaque to the page, at most 4,096 bytes. */
  access_token: string;
  token_type: "DPoP";
  /** Lifetime in seconds, at most 300. */
  expires_in: number;
  /** The granted scopes, separated by spaces. */
  scope: string;
  /** Present for a token exchange (RFC 8693 section 2.2.1). */
  issued_token_type?: string;
  /** Answer to the request that the field `first` names. Absent where the broker leaves that request to the page. */
  first?: FirstAnswer;
}

/** Answer to the request that a token request brings along: what it would have been answered with the new token. */
export interface FirstAnswer {
  status: number;
  /** Its `ETag`, quotes included; null without one. */
  etag: string | null;
  /** Its JSON body; a problem document where `status` is not 200. */
  body: unknown;
}
