/** Limits of what is learnt of an upstream, kept and shared. */

/** How long an isolate keeps a verdict of `GET /v1/doctor`; the second, if it is unknown or an identity provider fails. */
export const PROBE_CACHE_SECONDS = 60;
export const PROBE_PAUSE_SECONDS = 10;
/** Time limit of the request to the upstream, repeats included. */
export const PROBE_DEADLINE_MS = 4000;
/** How often a request looks whether another has found the verdict. */
export const PROBE_POLL_MS = 25;
/** Times a minute that all isolates together ask the upstream for one site, and its identity provider. */
export const PROBES_PER_MINUTE = 6;

/** Answers of an upstream that an isolate keeps: how many, characters of all, and characters of one. */
export const ANSWERS_REMEMBERED = 2_000;
export const ANSWERS_MAX_CHARACTERS = 8_000_000;
export const ANSWER_MAX_CHARACTERS = 500_000;
/** How long an answer is kept, by what it holds: a page of a list, a call that runs, and a call that has ended. */
export const LIST_LIFE_MS = 2_000;
export const RUNNING_CALL_LIFE_MS = 2_000;
export const ENDED_CALL_LIFE_MS = 600_000;
/** How long an ended call is kept whose summary is not written yet. */
export const UNSUMMARISED_CALL_LIFE_MS = 60_000;
/** How long a page of the account's agents is kept. */
export const AGENTS_LIFE_MS = 60_000;
/** How long one is kept that others follow: what follows may be gone by the next request. */
export const AGENTS_UNFINISHED_LIFE_MS = 5_000;

/** How long a question that the upstream failed to answer is not asked again. */
export const FAILURE_LIFE_MS = 2_000;
/** How long the isolate that asks is waited for before another asks in its place. */
export const LEAD_MS = 4_000;
/** How long after a question of another isolate an answer is worth sharing. */
export const QUESTION_SHARED_MS = 60_000;
/** Characters of a question's name that name its object: 16 objects share all questions. */
export const QUESTION_OBJECT_CHARACTERS = 1;
/** Questions that one of these objects remembers. */
export const QUESTIONS_REMEMBERED = 1_000;
/** How long the objects of questions are not asked after one has failed. */
export const QUESTION_REST_MS = 10_000;
/** How much later than its upstream requests a request gives up waiting for them. */
export const FLIGHT_SLACK_MS = 250;
