/** Limits of tokens, proofs, grants and tickets. */

/** Longest lifetime of an access token, and the default of a site's `tokenSeconds`. */
export const TOKEN_MAX_SECONDS = 300;
/** Shortest lifetime that a site may set: below it, pages would do little but renew. */
export const TOKEN_MIN_SECONDS = 30;
/** Largest access token. Proxies and servers commonly refuse header lines above 8 KiB. */
export const TOKEN_MAX_BYTES = 4096;

/** How far a proof's `iat` may be off, either way. */
export const PROOF_WINDOW_SECONDS = 60;
/** Longest `jti` of a proof. */
export const PROOF_JTI_MAX_CHARACTERS = 256;
/** Bytes of the hash that names a proof among those that were seen. */
export const PROOF_ID_BYTES = 16;
/** Longest name, of thumbprint and `jti`, that stands for a proof instead of its hash. A UUID is shorter. */
export const PROOF_NAME_MAX_CHARACTERS = 96;
/** Largest proof that is verified. */
export const PROOF_MAX_BYTES = 4096;
/** Proofs that one isolate remembers; beyond it, the oldest is forgotten first. */
export const PROOFS_REMEMBERED = 50_000;

/** Largest body of a token request: an assertion of 8 KiB and its parameters. */
export const TOKEN_REQUEST_MAX_BYTES = 16_384;
/** Longest path and query of the request that a token request brings along. */
export const FIRST_MAX_CHARACTERS = 1024;
/** Largest answer to it that a token's answer carries. */
export const FIRST_MAX_BYTES = 1_048_576;
/** Time limit of its answer, and the time that is kept for the token's own. */
export const FIRST_DEADLINE_MS = 5_000;
export const FIRST_RESERVE_MS = 1_000;

/** Agents in one grant, and in one site. */
export const GRANT_MAX_AGENTS = 50;
/** Metadata keys in one grant. */
export const GRANT_MAX_METADATA_KEYS = 8;
/** Longest metadata value or agent id in a grant. */
export const GRANT_VALUE_MAX_CHARACTERS = 256;
/** Time limit of a site's grant function. */
export const GRANT_TIMEOUT_MS = 5000;

/** Lifetime of a nonce. */
export const NONCE_MINUTES = 5;

/** Lifetime of a ticket. The player asks for a new one before it ends. */
export const TICKET_SECONDS = 600;

/** Opened tokens, and keys of proofs, that an isolate remembers: each costs as much as a small answer. */
export const TOKENS_REMEMBERED = 1_000;
export const PROOF_KEYS_REMEMBERED = 1_000;
