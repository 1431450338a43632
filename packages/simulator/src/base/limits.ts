/** Rows of a page if the request has no `pageSize`. The vendor does not document its default. */
export const PAGE_SIZE_DEFAULT = 20;
/** A larger `pageSize` is reduced to this. The vendor does not document its maximum. */
export const PAGE_SIZE_MAX = 100;

/** Maximum size of a body that the simulated Ultravox reads. */
export const ULTRAVOX_BODY_MAX_BYTES = 1024 * 1024;
/** The vendor's documented limits of each plan: calls created per second and minute, calls at once. */
export const PLANS = {
  free: { startsPerSecond: 5, startsPerMinute: 30, callsAtOnce: 5 },
  pro: { startsPerSecond: 10, startsPerMinute: 120, callsAtOnce: null },
  scale: { startsPerSecond: 30, startsPerMinute: 360, callsAtOnce: null },
} as const;
/** `Retry-After` above the number of calls at once. The vendor does not say how it is found. */
export const CALLS_AT_ONCE_RETRY_AFTER_SECONDS = 5;
/** Default time to join a started call, as the vendor documents it. */
export const JOIN_TIMEOUT_SECONDS_DEFAULT = 30;
/** Default maximum duration of a started call, as the vendor documents it. */
export const MAX_DURATION_SECONDS_DEFAULT = 3600;

/** Ultravox's documented limit of requests per API key. */
export const REQUESTS_PER_SECOND_DEFAULT = 200;
/** Maximum of `requestsPerSecond`. The limiter keeps one number per request of the last second. */
export const REQUESTS_PER_SECOND_MAX = 100_000;
/** The window in which the requests of a key are counted. */
export const RATE_WINDOW_MS = 1000;

/** Default number of calls in the data. */
export const CALL_COUNT_DEFAULT = 1500;
/** Maximum number of calls in the data. */
export const CALL_COUNT_MAX = 1_000_000;
/** Maximum age of a call. */
export const HISTORY_SECONDS = 90 * 24 * 3600;
/** Calls younger than this are the hand-picked live ones. All others are spread over the rest of the history. */
export const LIVE_SECONDS = 2 * 3600;

/** Minimum size of a system prompt. Prompts are ASCII, so characters are bytes. */
export const PROMPT_MIN_BYTES = 5200;
/** Maximum size of a system prompt. */
export const PROMPT_MAX_BYTES = 20_000;

/** Default wait of the scenarios `slow` and `storage-slow`. */
export const SLOW_MS_DEFAULT = 3000;
/** Maximum of `slowMs`. */
export const SLOW_MS_MAX = 600_000;
/** `Retry-After` of the scenarios `rate-limited` and `unavailable`. */
export const SCENARIO_RETRY_AFTER_SECONDS = 2;
/** `Retry-After` of the scenario `rate-limited-for-years`. */
export const ABSURD_RETRY_AFTER_SECONDS = 999_999_999;

/** Number of requests that the request log keeps. */
export const REQUEST_LOG_SIZE = 200;
/** Maximum size of a body that the control plane reads. */
export const CONTROL_BODY_MAX_BYTES = 64 * 1024;
/** Maximum size of a body that the simulated Cekura reads: a transcript. */
export const CEKURA_BODY_MAX_BYTES = 4 * 1024 * 1024;
/** Requests a second of one of Cekura's keys. The vendor says "per plan" and no number. */
export const CEKURA_REQUESTS_PER_SECOND_DEFAULT = 20;
/** Idle connections stay open this long, so that a client's pool never picks one that is about to close. */
export const KEEP_ALIVE_MS = 65_000;

/** Minimum number of turns of a call, very short calls excepted. */
export const TURNS_MIN = 4;
/** Maximum number of turns of a call. */
export const TURNS_MAX = 400;
/** Number of transcripts that stay in memory. */
export const TRANSCRIPTS_KEPT = 64;

/** Time from the end of a call until its recording is ready. */
export const RECORDING_DELAY_SECONDS = 30;
/** Lifetime of a recording's signed URL, in seconds. */
export const RECORDING_URL_SECONDS_DEFAULT = 300;
/** Maximum of `recordingUrlSeconds`. */
export const RECORDING_URL_SECONDS_MAX = 86_400;
/** Size of the chunks in which audio is computed. */
export const AUDIO_CHUNK_BYTES = 64 * 1024;
/** Number of requests that the log of the storage host keeps. */
export const STORAGE_LOG_SIZE = 200;
/** Maximum duration of an added call, and the latest time of a message. */
export const CALL_SECONDS_MAX = 3600;

/** Time from the end of a call until its summary is written. */
export const SUMMARY_DELAY_SECONDS = 20;
/** Further attempts of a webhook that was not taken, and the wait before the first; it doubles. */
export const WEBHOOK_RETRIES = 10;
export const WEBHOOK_FIRST_WAIT_MS = 30_000;
/** Longest delay of a message while webhooks are disordered. */
export const WEBHOOK_LATE_MAX_MS = 180_000;
/** Number of attempts that the log of webhooks keeps. */
export const WEBHOOK_LOG_SIZE = 200;
