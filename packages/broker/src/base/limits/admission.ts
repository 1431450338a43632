/** Limits of admission: what each request counts as, and what turns floods away. */

/** Upstream requests that count as one request: a call, and a part of it. */
export const ORDINARY_UPSTREAM_REQUESTS = 2;

/** Share of an audience's limit per minute that one batch may prepay. */
export const PREPAID_BATCH_SHARE = 0.01;
/** The same, of a viewer's own limit. */
export const PREPAID_VIEWER_SHARE = 0.05;
/** How much larger a batch is than the one before, if that was used up in time. */
export const PREPAID_GROWTH = 4;
/** Share of a viewer's limit per minute that may be used at once in an isolate, and its least number of requests. */
export const BURST_SHARE = 0.1;
export const BURST_MIN = 60;
/** Viewers whose batches and bursts an isolate remembers. */
export const VIEWERS_PREPAID = 2_000;
/** How long a prepaid batch can be spent. */
export const PREPAID_SECONDS = 5;

/** Refusals that one isolate remembers; beyond it, the oldest is forgotten first. */
export const REFUSALS_REMEMBERED = 10_000;

/**
 * Limits of the rate limiting bindings, as wrangler.jsonc sets them, and the seconds that each counts over. An isolate
 * counts by these while a binding fails.
 */
export const SHIELD_LIMITS = {
  SHIELD_ADDRESS: { limit: 600, period: 10 },
  SHIELD_NETWORK: { limit: 3000, period: 10 },
  SHIELD_MINT: { limit: 30, period: 60 },
  SHIELD_MINT_NETWORK: { limit: 150, period: 60 },
  SHIELD_SITE: { limit: 6000, period: 10 },
} as const;
/** Time limit of one call to a rate limiting binding. */
export const LIMITER_TIMEOUT_MS = 1000;
/** How long a rate limiting binding is not asked after it has failed. */
export const LIMITER_REST_MS = 10_000;
/** Networks that an isolate counts while a binding fails; beyond it, all counts begin anew. */
export const NETWORKS_COUNTED = 10_000;

/** Wait that the shield tells: its windows last 10 seconds, those of mints 60. */
export const SHIELD_RETRY_SECONDS = 10;
export const SHIELD_MINT_RETRY_SECONDS = 60;
