/** Limits of the requests to one upstream: budgets, leases, failures. */

/**
 * Requests that may leave in any second for one upstream key. Ultravox allows 200; the difference covers
 * requests that arrive closer together than they left.
 */
export const UPSTREAM_BUDGET_PER_SECOND = 160;
/** Lowest budget after refusals by the upstream, and how fast it recovers. */
export const UPSTREAM_BUDGET_MIN_PER_SECOND = 10;
export const UPSTREAM_RECOVERY_PER_SECOND = 10;
/** Longest `Retry-After` while the budget is used up. */
export const UPSTREAM_RETRY_MAX_SECONDS = 10;
/** Lifetime of a lease: while more than half of the budget is in demand, and in quiet times. */
export const LEASE_MIN_SECONDS = 1;
export const LEASE_MAX_SECONDS = 10;
/** Share of a lease's lifetime after which it is renewed. */
export const LEASE_RENEW_SHARE = 0.6;
/** Lowest rate that an isolate requests for an audience with any demand. */
export const LEASE_IDLE_PER_SECOND = 5;
/** A lease younger than this is not enlarged. */
export const LEASE_GROW_MS = 200;
/** Share of the budget up to which visitors get permits; the rest is kept for members. */
export const UPSTREAM_VISITORS_SHARE = 0.75;

/** Failures in a row, of all requests of an isolate to one upstream, after which none is repeated. */
export const UPSTREAM_FAILURES_TO_STOP_REPEATS = 5;
/** Of how many different requests those failures are, at least, before the upstream is taken to fail for everybody. */
export const UPSTREAM_FAILURES_DISTINCT = 3;
/** How often all isolates together then ask an upstream whether it answers again. */
export const UPSTREAM_PROBE_MS = 2_000;
/** The wait that such a failure names; longer than the client would wait. */
export const UPSTREAM_FAILING_RETRY_SECONDS = 60;

/** A permit that took longer to arrive is not used. */
export const PERMIT_MAX_AGE_MS = 250;
