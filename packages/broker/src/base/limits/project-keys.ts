/** Limits of making keys for Cekura's projects. */

/** Time after which the making of a Cekura key that nobody reported on is taken to have crashed. */
export const MINT_LEASE_MS = 30_000;
/** Time limit of the request that makes a key; well within the lease. */
export const MINT_DEADLINE_MS = 8_000;
/** Wait after a key could not be made; four times as long for each further key that may have been lost. */
export const MINT_BACKOFF_MS = 60_000;
export const MINT_BACKOFF_MAX_MS = 86_400_000;
/** Names kept of keys that may have been made and lost. */
export const ORPHANS_REMEMBERED = 20;
/** How often a request looks whether another isolate has made the key. */
export const PROJECT_KEY_POLL_MS = 250;
/** How long an isolate keeps a project's key before it asks again which one is current. */
export const PROJECT_KEY_CACHE_SECONDS = 60;
