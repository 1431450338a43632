/** Limits of what Durable Objects keep: state in general, and switches. */

/** Time limit of one call to a Durable Object. */
export const STATE_TIMEOUT_MS = 3000;
/**
 * How long an isolate remembers switches before it reads them again in the background, and before a request waits for
 * it: less than the 10 s within which a switch holds everywhere.
 */
export const SWITCH_LEASE_MS = 5_000;
export const SWITCH_HOLD_MS = 9_000;
/** How long what is remembered holds while the state does not answer. */
export const SWITCH_STALE_MS = 30_000;
/** Pause after the state was asked in vain, and shortest time between two questions in the background. */
export const SWITCH_REST_MS = 1_000;
/** Subjects of one site that are switched off or revoked at the same time. */
export const SWITCHED_SUBJECTS = 5_000;
/** How long the revocation of a subject is kept: an hour longer than the longest life of anything that it revokes. */
export const SWITCH_KEPT_MS = 25 * 3_600_000;

/** How often a Durable Object deletes what has expired. */
export const STATE_SWEEP_MS = 600_000;

/** Names of viewers and objects that an isolate remembers: each costs an HMAC or a hash. */
export const NAMES_REMEMBERED = 2_000;
