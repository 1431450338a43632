/** Longest wait for one answer of the broker or of the host's assertion source, from asking to its last byte. */
export const ANSWER_TIMEOUT_MS = 20_000;

/** Longest wait for one IndexedDB operation; a browser that hangs here gets a key in memory. */
export const KEY_STORE_TIMEOUT_MS = 2_000;

/** Largest JSON answer that is read. A page of 50 calls has about 70 kB. */
export const ANSWER_BYTES = 4_194_304;

/** Largest token answer or problem document; a token has at most 4,096 bytes. */
export const SMALL_ANSWER_BYTES = 16_384;

/** Largest assertion that a host may answer. */
export const ASSERTION_BYTES = 16_384;

/** Longest access token of the contract. */
export const TOKEN_BYTES = 4_096;

/** Longest DPoP nonce that is remembered and sent back. */
export const NONCE_BYTES = 1_024;

/** Longest lifetime of a token in the contract; a longer one is renewed as if it were this. */
export const TOKEN_SECONDS = 300;

/** A token is renewed when less than this share of its lifetime is left, */
export const RENEW_SHARE = 0.2;

/** or less than this, but never before half of the lifetime has passed. */
export const RENEW_MIN_MS = 30_000;

/** A token with less left than this is not sent: it could expire on its way. */
export const TOKEN_MARGIN_MS = 5_000;

/** Pause after a renewal, and after one that failed: tokens of a few seconds are asked for when needed. */
export const RENEW_PAUSE_MS = 10_000;

/** A sleeping machine stops timers. A timer that looks at the clock this often notices it soon after waking. */
export const TICK_MS = 15_000;

/** The longest `Retry-After` that is waited out without telling the caller. */
export const RETRY_WAIT_MS = 5_000;

/** How often one request waits like that. */
export const RETRY_WAITS = 2;

/** A wait is lengthened by up to this share, so that many pages do not come back in the same moment. */
export const RETRY_JITTER = 0.25;

/** The broker takes proofs that are 60 s off. A difference below this is not why it refused one. */
export const CLOCK_DRIFT_MS = 10_000;

/** How many assertions one mint may ask for: the first, one for a new key, and one where another tab was faster. */
export const ASSERTION_ROUNDS = 3;
