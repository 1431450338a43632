/** Rows of a list page where the request names no `pageSize`. The vendor does not document its default. */
export const PAGE_SIZE_DEFAULT = 20;
/** A larger `pageSize` is cut to this without a word. The vendor does not document its maximum. */
export const PAGE_SIZE_MAX = 100;

/** Ultravox's documented limit of requests per API key. */
export const REQUESTS_PER_SECOND_DEFAULT = 200;
/** The most that `requestsPerSecond` takes; one number is kept for each request of the last second. */
export const REQUESTS_PER_SECOND_MAX = 100_000;
/** The window in which the requests of a key are counted. */
export const RATE_WINDOW_MS = 1000;

/** Calls in the data where nothing else is asked for. */
export const CALL_COUNT_DEFAULT = 1500;
/** The most calls that the data may have. */
export const CALL_COUNT_MAX = 1_000_000;
/** The oldest call is not older than this. */
export const HISTORY_SECONDS = 90 * 24 * 3600;
/** Calls younger than this are the hand-picked live ones; the others are spread over the rest of the history. */
export const LIVE_SECONDS = 2 * 3600;

/** System prompts are at least this long; they are ASCII, so characters are bytes. */
export const PROMPT_MIN_BYTES = 5200;
/** System prompts are shorter than this. */
export const PROMPT_MAX_BYTES = 20_000;

/** Wait of the scenario `slow`. */
export const SLOW_MS_DEFAULT = 3000;
/** The longest wait that `slowMs` takes. */
export const SLOW_MS_MAX = 600_000;
/** `Retry-After` of the scenarios `rate-limited` and `unavailable`. */
export const SCENARIO_RETRY_AFTER_SECONDS = 2;

/** Requests that the request log keeps. */
export const REQUEST_LOG_SIZE = 200;
/** Largest body that the control plane reads. */
export const CONTROL_BODY_MAX_BYTES = 64 * 1024;
/** Idle connections stay open this long, so that a client's pool does not race with their end. */
export const KEEP_ALIVE_MS = 65_000;

/** The fewest turns of a call that lasts. */
export const TURNS_MIN = 4;
/** The most turns of a call. */
export const TURNS_MAX = 400;
/** Transcripts that are kept once they are made. */
export const TRANSCRIPTS_KEPT = 64;

/** A recording can be heard this long after its call has ended. */
export const RECORDING_DELAY_SECONDS = 30;
/** How long a signed URL of a recording is good for. */
export const RECORDING_URL_SECONDS_DEFAULT = 300;
/** The longest that `recordingUrlSeconds` takes. */
export const RECORDING_URL_SECONDS_MAX = 86_400;
/** Audio is made in pieces of this size. */
export const AUDIO_CHUNK_BYTES = 64 * 1024;
/** Requests to the storage host that its log keeps. */
export const STORAGE_LOG_SIZE = 200;
/** The longest call that can be added, and the latest time of a message. */
export const CALL_SECONDS_MAX = 3600;
