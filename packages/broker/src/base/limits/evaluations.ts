/** Limits of evaluations and statistics. */

/** Widest ranges of statistics. */
export const STATS_MAX_DAYS = { day: 400, hour: 93 } as const;
/** Days of statistics that end today, where a request names no beginning. */
export const STATS_DEFAULT_DAYS = 30;
/** Ranges of time that Cekura counts for one answer, one request for each figure. */
export const STATS_SPANS = 6;
/** Requests to Cekura for one answer of statistics, with some to repeat. */
export const STATS_MAX_REQUESTS = 24;
/** Statistics that an isolate keeps; how long those of calls, and those that cost a request for each figure. */
export const STATS_CACHE_SIZE = 200;
export const STATS_CALLS_CACHE_SECONDS = 60;
export const STATS_SPANS_CACHE_SECONDS = 300;

/** Calls that one request may ask the evaluations of. */
export const EVALUATIONS_MAX_CALLS = 50;
/** Requests to Cekura for the evaluations of one request. */
export const EVALUATION_MAX_REQUESTS = 4;
/** Time limit of all requests to Cekura for a list. */
export const EVALUATIONS_DEADLINE_MS = 5_000;
/** Widest range of time that Cekura lists. */
export const EVALUATION_WINDOW_MS = 33 * 86_400_000;
/** How much earlier and later than a call's creation Cekura may place it. */
export const EVALUATION_EARLIER_MS = 3_600_000;
export const EVALUATION_LATER_MS = 90_000_000;
/** How long after its end a call without an evaluation is taken to get one. */
export const EVALUATION_EXPECTED_MS = 900_000;
/** Evaluations that an isolate keeps, and how long a finished one. */
export const EVALUATION_CACHE_SIZE = 2_000;
export const EVALUATION_CACHE_SECONDS = 600;
/** Shortest and longest wait before an unfinished evaluation is requested again; each wait doubles the one before. */
export const EVALUATION_PENDING_SECONDS = [5, 300] as const;
export const EVALUATION_NONE_SECONDS = [60, 3_600] as const;
export const EVALUATION_UNAVAILABLE_SECONDS = [5, 60] as const;
/** Times of one explanation, and metrics and explanations of one evaluation, that leave the Worker. */
export const EXPLANATION_MAX_TIMES = 20;
