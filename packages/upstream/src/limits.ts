/** Default total time of one call of the client, repeats and waits included. */
export const DEADLINE_MS = 10_000;

/** Time of one attempt, body included; shorter than the deadline so that a hung attempt can be repeated. */
export const ATTEMPT_MS = 6_000;

/** Least time before the deadline to start another attempt. */
export const ATTEMPT_MIN_MS = 250;

/** Further attempts after the first. */
export const FURTHER_ATTEMPTS = 2;

/** Upper end of the random wait before the first repeat; it doubles with each. */
export const BACKOFF_BASE_MS = 200;

/** Largest upper end of the random wait. */
export const BACKOFF_MAX_MS = 1_000;

/** Longest `Retry-After` that the client waits for; a longer one goes to the caller. */
export const RETRY_AFTER_WAIT_MAX_MS = 2_000;

/** Longest `Retry-After` that is reported: one hour. */
export const RETRY_AFTER_MAX_MS = 3_600_000;

/** Body of a list: 100 calls with system prompts of 20 kB are 2 MB, so this leaves room for four times that. */
export const LIST_BODY_MAX_BYTES = 8 * 1024 * 1024;

/** Body of a single call. */
export const SINGLE_BODY_MAX_BYTES = 2 * 1024 * 1024;

/** Buffer for a body that does not say how long it is. It grows. */
export const BODY_BUFFER_BYTES = 256 * 1024;

/** Size that an empty chunk of a body counts as; networks send none. */
export const EMPTY_CHUNK_BYTES = 1_024;

/** Default page size of a list of agents. */
export const PAGE_SIZE_DEFAULT = 50;

/** Largest page size; the vendor documents no maximum, and 100 is the largest in its guides. */
export const PAGE_SIZE_MAX = 100;

/** Length of an id; the vendor's are UUIDs of 36. */
export const ID_MAX_CHARACTERS = 128;

/** Length of an upstream cursor, which is carried in URLs. */
export const CURSOR_MAX_CHARACTERS = 2_048;

/** Keys kept of one call's metadata; the vendor documents no limit. */
export const METADATA_MAX_KEYS = 128;

/** Length of a metadata key; a longer key is left out. */
export const METADATA_KEY_MAX_CHARACTERS = 256;

/** Length of a metadata value; a longer value is left out and never cut, since a cut value could match. */
export const METADATA_VALUE_MAX_CHARACTERS = 4_096;

/** Length of an API key; Ultravox's are 41. */
export const API_KEY_MAX_CHARACTERS = 512;

/** Redirects to follow for one recording. */
export const RECORDING_REDIRECTS_MAX = 2;

/** Length of a redirect's target; signed URLs have about a thousand characters. */
export const RECORDING_URL_MAX_CHARACTERS = 8_192;

/** Longest wait for the next byte of a recording's body. */
export const RECORDING_IDLE_MS = 30_000;

/** Empty chunks in a row after which a recording's body fails; networks send none. */
export const EMPTY_CHUNKS_MAX = 1_000;

/** Length of a validator (`ETag`, `If-Range`). */
export const VALIDATOR_MAX_CHARACTERS = 256;

/** The longest time into a call that is believed: a year. */
export const CALL_SECONDS_MAX = 31_536_000;
