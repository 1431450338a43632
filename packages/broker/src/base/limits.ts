/** Every limit of the broker, the unit in the name. */

/** Longest life of an access token, and the default of a site's `tokenSeconds`. */
export const TOKEN_MAX_SECONDS = 300;
/** Shortest life that a site may set: below it a page does little but renew. */
export const TOKEN_MIN_SECONDS = 30;
/** Largest access token. Proxies and servers commonly refuse header lines above 8 KiB. */
export const TOKEN_MAX_BYTES = 4096;

/** How far a proof's `iat` may be off, either way. */
export const PROOF_WINDOW_SECONDS = 60;
/** Longest `jti` of a proof. */
export const PROOF_JTI_MAX_CHARACTERS = 256;
/** Largest proof that is looked at. */
export const PROOF_MAX_BYTES = 4096;
/** Proofs that one isolate remembers. Beyond it the oldest is forgotten first. */
export const PROOFS_REMEMBERED = 50_000;

/** Largest body of a token request: an assertion of 8 KiB and its parameters. */
export const TOKEN_REQUEST_MAX_BYTES = 16_384;
/** Longest assertion. */
export const ASSERTION_MAX_BYTES = 8192;
/** Longest life of an assertion that is still accepted, where the config says nothing. */
export const ASSERTION_MAX_AGE_SECONDS = 3600;
/** How far the clock of who signs assertions may be off. */
export const ASSERTION_SKEW_SECONDS = 60;
/** Longest `sub`. OpenID Connect Core section 2 allows 255 ASCII characters. */
export const SUBJECT_MAX_CHARACTERS = 255;
/** Shortest shared secret for HS256 (RFC 7518 section 3.2), and of KEYHOLE_SECRET. */
export const SECRET_MIN_BYTES = 32;

/** Time for one fetch of a JWKS. */
export const JWKS_TIMEOUT_MS = 3000;
/** After a failed fetch of a JWKS, time without another. */
export const JWKS_PAUSE_MS = 5000;
/** Largest JWKS. */
export const JWKS_MAX_BYTES = 65_536;
/** An unknown `kid` fetches the JWKS again at most this often. */
export const JWKS_COOLDOWN_MS = 60_000;
/** How long a fetched JWKS is used. */
export const JWKS_MAX_AGE_MS = 600_000;

/** Agents in one grant, and in one site. */
export const GRANT_MAX_AGENTS = 50;
/** Metadata keys in one grant. */
export const GRANT_MAX_METADATA_KEYS = 8;
/** Longest metadata value or agent id in a grant. */
export const GRANT_VALUE_MAX_CHARACTERS = 256;
/** Time for a site's grant function. */
export const GRANT_TIMEOUT_MS = 5000;

/** Rows of one page of a list. */
export const LIST_MAX_ROWS = 50;
export const LIST_DEFAULT_ROWS = 25;
/** Upstream pages that one request may ask for. */
export const LIST_MAX_UPSTREAM_PAGES = 3;
/** Upstream cursors that a chain remembers, to end a list that goes in circles. */
export const LIST_CHAIN_LENGTH = 8;
/** Longest search text. */
export const SEARCH_MAX_CHARACTERS = 200;
/** Life of a cursor. */
export const CURSOR_SECONDS = 86_400;
/** Half a cursor's life: who keeps a page because its tag still holds has a `next` that still opens. */
export const ENTITY_TAG_SECONDS = 43_200;
/** Bytes of an entity tag: 128 bits are not guessed. */
export const ENTITY_TAG_BYTES = 16;
/** Longest cursor that is opened. */
export const CURSOR_MAX_BYTES = 8192;

/** Upstream pages that a list of agents may take, 100 agents each. */
export const AGENTS_MAX_UPSTREAM_PAGES = 10;
export const AGENTS_PAGE_SIZE = 100;

/** Time for everything that one request asks upstream. A viewer has an answer within 15 s. */
export const UPSTREAM_DEADLINE_MS = 12_000;

/** How often an object forgets what has expired. */
export const STATE_SWEEP_MS = 600_000;

/** Share of a audience's minute that one batch may pay ahead. */
export const PREPAID_BATCH_SHARE = 0.01;
/** How long a batch may be spent. */
export const PREPAID_SECONDS = 5;

/** What the shield tells who was turned away: its windows are of 10 seconds. */
export const SHIELD_RETRY_SECONDS = 10;

/**
 * Requests that may leave in any second for one upstream key. Ultravox allows 200; the rest is room
 * for requests that arrive closer together than they left.
 */
export const UPSTREAM_BUDGET_PER_SECOND = 160;
/** What is left after refusals, and how fast it comes back. */
export const UPSTREAM_BUDGET_MIN_PER_SECOND = 10;
export const UPSTREAM_RECOVERY_PER_SECOND = 10;
/** Longest wait that a viewer is told while the budget is used up. */
export const UPSTREAM_RETRY_MAX_SECONDS = 10;
/** Life of a lease while half of the budget or more is wanted, and in quiet times. */
export const LEASE_MIN_SECONDS = 1;
export const LEASE_MAX_SECONDS = 10;
/** Part of a lease's life after which it is renewed behind an answer. */
export const LEASE_RENEW_SHARE = 0.6;
/** Least requests a second that an isolate asks for a audience that is there at all. */
export const LEASE_IDLE_PER_SECOND = 5;
/** A lease younger than this is not made larger. */
export const LEASE_GROW_MS = 200;
/** Part of the budget that visitors may use beyond leases; the rest waits for members. */
export const UPSTREAM_VISITORS_SHARE = 0.75;

/** Life of a nonce. */
export const NONCE_MINUTES = 5;

/** Life of a ticket: twice the recording, within these. */
export const TICKET_MIN_SECONDS = 600;
export const TICKET_MAX_SECONDS = 10_800;

/** Ended calls that an isolate remembers, for how long, and for how long without a summary. */
export const CALL_CACHE_SIZE = 500;
export const CALL_CACHE_SECONDS = 600;
export const CALL_CACHE_UNSUMMARISED_SECONDS = 60;

/** A permit that took longer to come is not used. */
export const PERMIT_MAX_AGE_MS = 250;
