/** Limits of any request. */

/** Time limit of all upstream requests of one request. A viewer gets an answer within 15 s. */
export const UPSTREAM_DEADLINE_MS = 12_000;

/** Time limit of any answer, whatever hangs. */
export const ANSWER_DEADLINE_MS = 14_000;

/** Largest body of a request in JSON. */
export const JSON_REQUEST_MAX_BYTES = 4_096;
