/** Limits of starting and ending calls. */

/** Largest body of a request that starts a call, with its template variables. */
export const START_REQUEST_MAX_BYTES = 32_768;
/** Longest value of a metadata key that a page sets, in UTF-16 units. */
export const START_METADATA_MAX_CHARACTERS = 256;
/** Time limit of a request for the names of agents that calls may be started with. */
export const TALK_NAMES_DEADLINE_MS = 3_000;
/** Longest answer of a challenge. Cloudflare's are at most 2,048 characters. */
export const TURNSTILE_MAX_CHARACTERS = 2_048;
/** Time limit of the request that starts a call: what is left of a request's time looks for it. */
export const START_DEADLINE_MS = 8_000;
/** How long a start that nobody reported on is taken to be under way. */
export const START_UNDERWAY_MS = 15_000;
/** How often a request looks whether another has finished the same start. */
export const START_POLL_MS = 250;
/** How long a start whose answer was lost is looked for upstream before it is taken to have made no call. */
export const START_LOST_MS = 60_000;
/** Calls of one ledger that a kill switch ends; a viewer's and a site's own limits keep far below it. */
export const OPEN_CALLS_MOST = 1_000;
/** Time limit of the first round of hang-ups, which the owner's request waits for. */
export const HANG_UP_DEADLINE_MS = 8_000;
/** Rounds that follow in the background, for calls that nobody has joined yet or that could not be ended. */
export const HANG_UP_ROUNDS = 5;
export const HANG_UP_PAUSE_MS = 4_000;
/** How long one solved challenge lets a visitor's key start calls. */
export const CHALLENGE_SECONDS = 86_400;
/** Time limit of the request that checks a challenge. */
export const CHALLENGE_DEADLINE_MS = 4_000;
