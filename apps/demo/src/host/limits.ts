/** Life of an assertion. The elements ask for a new one when they renew their token. */
export const ASSERTION_SECONDS = 120;

/** Largest body that the host server reads. */
export const BODY_MAX_BYTES = 4 * 1024;

/** Signed-in browsers that are remembered; the oldest is forgotten first. */
export const SESSIONS_MAX = 1000;

/** How long the simulator may take to answer. */
export const SIMULATOR_TIMEOUT_MS = 5_000;
