/** Limits of assertions, and of the sign-ins and keys behind them. */

/** Longest assertion. */
export const ASSERTION_MAX_BYTES = 8192;
/** Longest lifetime of an accepted assertion, unless the config sets another. */
export const ASSERTION_MAX_AGE_SECONDS = { secret: 300, publicKey: 300, jwks: 3600 } as const;
/** A longer `maxAgeSeconds` is warned about: a right that was taken away stays useful for that long. */
export const ASSERTION_WARN_AGE_SECONDS = { secret: 600, publicKey: 600, jwks: 3600 } as const;
/** How far the clock of an assertion's signer may be off. */
export const ASSERTION_SKEW_SECONDS = 60;
/** Longest `sub`. OpenID Connect Core section 2 allows 255 ASCII characters. */
export const SUBJECT_MAX_CHARACTERS = 255;
/** Shortest shared secret for HS256 (RFC 7518 section 3.2), and of KEYHOLE_SECRET. */
export const SECRET_MIN_BYTES = 32;

/** Lifetime of an assertion of the broker's own sign-in, and the most that the config may set. */
export const SIGN_IN_ASSERTION_SECONDS = 3600;
/** Keys change daily and yesterday's still open, so an assertion opens for at least this long. */
export const SIGN_IN_ASSERTION_MAX_SECONDS = 86_400;
/** How long a person may take at the identity provider. */
export const SIGN_IN_FLOW_SECONDS = 600;
/** Time limit of one request to an identity provider; a sign-in needs three. */
export const PROVIDER_TIMEOUT_MS = 4000;
/** Largest answer of an identity provider. */
export const PROVIDER_ANSWER_MAX_BYTES = 65_536;
/** How long a provider's discovery document is kept. */
export const PROVIDER_METADATA_MAX_AGE_MS = 600_000;

/** Time limit of one fetch of a JWKS. */
export const JWKS_TIMEOUT_MS = 3000;
/** Pause after the begin of a fetch of a JWKS, and after a failed one. */
export const JWKS_PAUSE_MS = 5000;
/** Largest JWKS. */
export const JWKS_MAX_BYTES = 65_536;
/** Shortest time between two fetches of a JWKS for an unknown `kid`. */
export const JWKS_COOLDOWN_MS = 60_000;
/** How long a fetched JWKS is kept. */
export const JWKS_MAX_AGE_MS = 600_000;
/** How long it serves while the provider fails. */
export const JWKS_STALE_MAX_MS = 3_600_000;
/** How often a request looks whether another has fetched the JWKS. */
export const JWKS_POLL_MS = 25;
