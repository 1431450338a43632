/** All limits of the broker, each with its unit in the name. */

/** Longest lifetime of an access token, and the default of a site's `tokenSeconds`. */
export const TOKEN_MAX_SECONDS = 300;
/** Shortest lifetime that a site may set: below it, pages would do little but renew. */
export const TOKEN_MIN_SECONDS = 30;
/** Largest access token. Proxies and servers commonly refuse header lines above 8 KiB. */
export const TOKEN_MAX_BYTES = 4096;

/** How far a proof's `iat` may be off, either way. */
export const PROOF_WINDOW_SECONDS = 60;
/** Longest `jti` of a proof. */
export const PROOF_JTI_MAX_CHARACTERS = 256;
/** Bytes of the hash that names a proof among those that were seen. */
export const PROOF_ID_BYTES = 16;
/** Largest proof that is verified. */
export const PROOF_MAX_BYTES = 4096;
/** Proofs that one isolate remembers; beyond it, the oldest is forgotten first. */
export const PROOFS_REMEMBERED = 50_000;

/** Largest body of a token request: an assertion of 8 KiB and its parameters. */
export const TOKEN_REQUEST_MAX_BYTES = 16_384;
/** Longest path and query of the request that a token request brings along. */
export const FIRST_MAX_CHARACTERS = 1024;
/** Largest answer to it that a token's answer carries. */
export const FIRST_MAX_BYTES = 1_048_576;
/** Time limit of its answer, and the time that is kept for the token's own. */
export const FIRST_DEADLINE_MS = 5_000;
export const FIRST_RESERVE_MS = 1_000;
/** Longest assertion. */
export const ASSERTION_MAX_BYTES = 8192;
/** Longest lifetime of an accepted assertion, unless the config sets another. */
export const ASSERTION_MAX_AGE_SECONDS = { secret: 300, publicKey: 300, jwks: 3600 } as const;
/** A longer `maxAgeSeconds` is warned about: a right that was taken away stays useful for that long. */
export const ASSERTION_WARN_AGE_SECONDS = { secret: 600, publicKey: 600, jwks: 3600 } as const;
/** How far the clock of an assertion's signer may be off. */
export const ASSERTION_SKEW_SECONDS = 60;
/** Longest `sub`. OpenID Connect Core section 2 allows 255 ASCII characters. */
export const SUBJECT_MAX_CHARACTERS = 255;
/** Shortest shared secret for HS256 (RFC 7518 section 3.2), and of KEYHOLE_SECRET. */
export const SECRET_MIN_BYTES = 32;

/** Lifetime of an assertion of the broker's own sign-in, and the most that the config may set. */
export const SIGN_IN_ASSERTION_SECONDS = 3600;
/** Keys change daily and yesterday's still open, so an assertion opens for at least this long. */
export const SIGN_IN_ASSERTION_MAX_SECONDS = 86_400;
/** How long a person may take at the identity provider. */
export const SIGN_IN_FLOW_SECONDS = 600;
/** Time limit of one request to an identity provider; a sign-in needs three. */
export const PROVIDER_TIMEOUT_MS = 4000;
/** Largest answer of an identity provider. */
export const PROVIDER_ANSWER_MAX_BYTES = 65_536;
/** How long a provider's discovery document is kept. */
export const PROVIDER_METADATA_MAX_AGE_MS = 600_000;

/** Time limit of one fetch of a JWKS. */
export const JWKS_TIMEOUT_MS = 3000;
/** Pause after the begin of a fetch of a JWKS, and after a failed one. */
export const JWKS_PAUSE_MS = 5000;
/** Largest JWKS. */
export const JWKS_MAX_BYTES = 65_536;
/** Shortest time between two fetches of a JWKS for an unknown `kid`. */
export const JWKS_COOLDOWN_MS = 60_000;
/** How long a fetched JWKS is kept. */
export const JWKS_MAX_AGE_MS = 600_000;
/** How long it serves while the provider fails. */
export const JWKS_STALE_MAX_MS = 3_600_000;
/** How often a request looks whether another has fetched the JWKS. */
export const JWKS_POLL_MS = 25;

/** Agents in one grant, and in one site. */
export const GRANT_MAX_AGENTS = 50;
/** Metadata keys in one grant. */
export const GRANT_MAX_METADATA_KEYS = 8;
/** Longest metadata value or agent id in a grant. */
export const GRANT_VALUE_MAX_CHARACTERS = 256;
/** Time limit of a site's grant function. */
export const GRANT_TIMEOUT_MS = 5000;

/** Rows of one page of a list. */
export const LIST_MAX_ROWS = 50;
export const LIST_DEFAULT_ROWS = 25;
/** Upstream pages that one request may fetch. */
export const LIST_MAX_UPSTREAM_PAGES = 3;
/** Upstream cursors that a chain remembers, to end a list that runs in circles. */
export const LIST_CHAIN_LENGTH = 8;
/** Stages that a cursor of turns remembers, to give a stage that comes again its number. */
export const STAGES_REMEMBERED = 32;
/** Bytes of the hash that a stage is remembered by. */
export const STAGE_HASH_BYTES = 6;
/** Longest search text. */
export const SEARCH_MAX_CHARACTERS = 200;
/** Lifetime of a cursor. */
export const CURSOR_SECONDS = 86_400;
/** Half the lifetime of a cursor, so that the `next` of a page still opens while the page's tag holds. */
export const ENTITY_TAG_SECONDS = 43_200;
/** Bytes of an entity tag: 128 bits cannot be guessed. */
export const ENTITY_TAG_BYTES = 16;
/** Longest cursor that is accepted. */
export const CURSOR_MAX_BYTES = 8192;

/** Upstream pages that a list of agents may fetch, 100 agents each. */
export const AGENTS_MAX_UPSTREAM_PAGES = 10;
export const AGENTS_PAGE_SIZE = 100;
/** How long an isolate keeps the numbers of a project's agents. */
export const AGENTS_CACHE_SECONDS = 60;

/** Time limit of all upstream requests of one request. A viewer gets an answer within 15 s. */
export const UPSTREAM_DEADLINE_MS = 12_000;

/** How long an isolate keeps a verdict of `GET /v1/doctor`; the second, if it is unknown or an identity provider fails. */
export const PROBE_CACHE_SECONDS = 60;
export const PROBE_PAUSE_SECONDS = 10;
/** Time limit of the request to the upstream, repeats included. */
export const PROBE_DEADLINE_MS = 4000;
/** How often a request looks whether another has found the verdict. */
export const PROBE_POLL_MS = 25;
/** Times a minute that all isolates together ask the upstream for one site, and its identity provider. */
export const PROBES_PER_MINUTE = 6;

/** Time limit of one call to a Durable Object. */
export const STATE_TIMEOUT_MS = 3000;
/**
 * How long an isolate remembers switches before it reads them again in the background, and before a request waits for
 * it: less than the 10 s within which a switch holds everywhere.
 */
export const SWITCH_LEASE_MS = 5_000;
export const SWITCH_HOLD_MS = 9_000;
/** How long what is remembered holds while the state does not answer. */
export const SWITCH_STALE_MS = 30_000;
/** Pause after the state was asked in vain, and shortest time between two questions in the background. */
export const SWITCH_REST_MS = 1_000;
/** Subjects of one site that are switched off or revoked at the same time. */
export const SWITCHED_SUBJECTS = 5_000;
/** How long the revocation of a subject is kept: an hour longer than the longest life of anything that it revokes. */
export const SWITCH_KEPT_MS = 25 * 3_600_000;

/** Time limit of any answer, whatever hangs. */
export const ANSWER_DEADLINE_MS = 14_000;

/** How often a Durable Object deletes what has expired. */
export const STATE_SWEEP_MS = 600_000;

/** Upstream requests that count as one request: a call, and a part of it. */
export const ORDINARY_UPSTREAM_REQUESTS = 2;

/** Share of an audience's limit per minute that one batch may prepay. */
export const PREPAID_BATCH_SHARE = 0.01;
/** The same, of a viewer's own limit. */
export const PREPAID_VIEWER_SHARE = 0.05;
/** Viewers whose batches an isolate remembers. */
export const VIEWERS_PREPAID = 2_000;
/** How long a prepaid batch can be spent. */
export const PREPAID_SECONDS = 5;

/** Refusals that one isolate remembers; beyond it, the oldest is forgotten first. */
export const REFUSALS_REMEMBERED = 10_000;

/** Refusals of one reason and one site that an isolate notes in full in a minute; it counts the others. */
export const REFUSAL_LINES_PER_MINUTE = 10;
/** Different refusals of one reason that name a wrong setting: more addresses would be made up. */
export const SETTING_LINES_PER_MINUTE = 10;
/** Wrong settings, and reads, that an isolate has noted within a minute and does not note again. */
export const REPEATS_REMEMBERED = 1_000;
export const READS_REMEMBERED = 10_000;

/** How long an isolate collects events of the audit log before it writes them, and how many it writes at once. */
export const AUDIT_FLUSH_MS = 5_000;
export const AUDIT_BATCH_ROWS = 500;
/** Events that an isolate keeps while they cannot be written; beyond it, the oldest is lost. */
export const AUDIT_BUFFER_ROWS = 2_000;
/** Rows of one ring of the audit log, and how many more there may be before the oldest are deleted. */
export const AUDIT_RING_ROWS = 10_000;
export const AUDIT_RING_SLACK = 500;
/** Days that the audit log is kept, unless the config sets others, and the most. */
export const AUDIT_DAYS = 30;
export const AUDIT_MAX_DAYS = 400;
/** How often the audit log deletes what is older. */
export const AUDIT_SWEEP_MS = 3_600_000;
/** Rows of one page of the audit log. */
export const AUDIT_PAGE_ROWS = 100;
export const AUDIT_MAX_ROWS = 1_000;

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

/** Lifetime of a nonce. */
export const NONCE_MINUTES = 5;

/** Lifetime of a ticket. The player asks for a new one before it ends. */
export const TICKET_SECONDS = 600;

/** Answers of an upstream that an isolate keeps, their characters together, and those of one of them. */
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
/** Views of a page in memory whose rows are kept too. */
export const VIEWS_OF_A_PAGE = 20;
/** How long a question that the upstream failed to answer is not asked again. */
export const FAILURE_LIFE_MS = 2_000;
/** How long the isolate that asks is waited for before another asks in its place. */
export const LEAD_MS = 4_000;
/** How long after a question of another isolate an answer is worth sharing. */
export const QUESTION_SHARED_MS = 60_000;
/** How long the objects of questions are not asked after one has failed. */
export const QUESTION_REST_MS = 10_000;
/** How much later than its upstream requests a request gives up waiting for them. */
export const FLIGHT_SLACK_MS = 250;

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

/** Time after which the making of a Cekura key that nobody reported on is taken to have crashed. */
export const MINT_LEASE_MS = 30_000;
/** Time limit of the request that makes a key; well within the lease. */
export const MINT_DEADLINE_MS = 8_000;
/** Wait after a key could not be made; four times as long for each further key that may have been lost. */
export const MINT_BACKOFF_MS = 60_000;
export const MINT_BACKOFF_MAX_MS = 86_400_000;
/** Names kept of keys that may have been made and lost. */
export const ORPHANS_REMEMBERED = 20;
/** How often a request looks whether another isolate has made the key. */
export const PROJECT_KEY_POLL_MS = 250;
/** How long an isolate keeps a project's key before it asks again which one is current. */
export const PROJECT_KEY_CACHE_SECONDS = 60;

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;
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
/** Calls of lists that an isolate remembers, so that their evaluations need no further request for them. */
export const SEEN_CALLS_SIZE = 2_000;
export const SEEN_CALLS_SECONDS = 600;
/** Requests for calls that one request makes at once. */
export const CALLS_AT_ONCE = 6;
/** Largest body of a request in JSON. */
export const JSON_REQUEST_MAX_BYTES = 4_096;

/** How far back calls of Cekura are listed. It keeps them for a year unless an owner asks for more. */
export const CEKURA_HISTORY_MS = 400 * 86_400_000;
/** Ranges of time without a call that one page of a list passes over. */
export const CEKURA_LIST_WINDOWS = 4;
/** Requests to Cekura for the calls of one request: an agents' list has ten pages, and some requests are repeated. */
export const CEKURA_MAX_REQUESTS = 16;

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
/** Largest message of a webhook: a call with its prompt. */
export const WEBHOOK_BODY_MAX_BYTES = 1_048_576;
/** Secrets of one site's webhooks, and signatures of one message. */
export const WEBHOOK_MAX_SECRETS = 10;
export const WEBHOOK_MAX_SIGNATURES = 20;
/** Longest secret that Ultravox takes. */
export const WEBHOOK_SECRET_MAX_CHARACTERS = 120;
/** How old a message may be, and how far the vendor's clock may be ahead. */
export const WEBHOOK_MAX_AGE_MS = 300_000;
export const WEBHOOK_AHEAD_MS = 60_000;

/** How long after a call's end its recording and its summary are waited for, and how often they are looked for. */
export const RECORDING_WAIT_MS = 600_000;
export const SUMMARY_WAIT_MS = 120_000;
export const DELIVERY_POLL_MS = 15_000;
/** First and longest wait after a failed attempt, and for how long a call is tried again. */
export const DELIVERY_RETRY_FIRST_MS = 30_000;
export const DELIVERY_RETRY_MAX_MS = 3_600_000;
export const DELIVERY_RETRY_FOR_MS = 86_400_000;
/** Time limit of everything that one attempt asks of the vendors. */
export const DELIVERY_DEADLINE_MS = 60_000;
/** Time after which a consumer that has not reported is taken to have crashed. */
export const DELIVERY_HOLD_MS = 180_000;
/** How much earlier than it is due a message may come. */
export const DELIVERY_SLACK_MS = 1_000;
/** How long a delivery is remembered that is over. */
export const DELIVERY_KEPT_MS = 30 * 86_400_000;
/** How late a message is taken to be lost, and how often the ledger looks. */
export const DELIVERY_LOST_MS = 3_600_000;
export const DELIVERY_SWEEP_MS = 600_000;
/** Wait of a message whose ledger does not answer. */
export const DELIVERY_BUSY_SECONDS = 30;
/** Wait of all messages while the config is wrong. */
export const DELIVERY_UNCONFIGURED_SECONDS = 600;
/** Lines of the log about deliveries that an isolate writes in a minute. */
export const DELIVERY_LINES_PER_MINUTE = 20;
/** Rows of one page of the list of deliveries. */
export const DELIVERIES_MAX_ROWS = 1_000;
/** Lifetime of the ticket that Cekura fetches a recording with, and its requests a minute. */
export const DELIVERY_TICKET_SECONDS = 86_400;
export const DELIVERY_TICKET_REQUESTS_PER_MINUTE = 60;
/** Turns of one request for a transcript, and requests for one. */
export const TRANSCRIPT_PAGE_SIZE = 100;
export const TRANSCRIPT_MAX_PAGES = 40;
/** Messages of one batch of a queue in memory, and batches at once. */
export const QUEUE_BATCH_SIZE = 5;
export const QUEUE_BATCHES_AT_ONCE = 4;
/** Failures in a row after which Cekura is taken to fail for everybody, and for how long. */
export const OUTAGE_FAILURES = 5;
export const OUTAGE_MS = 10_000;

/** Names of viewers and objects that an isolate remembers: each costs an HMAC or a hash. */
export const NAMES_REMEMBERED = 2_000;
/** Opened tokens, and keys of proofs, that an isolate remembers: each costs as much as a small answer. */
export const TOKENS_REMEMBERED = 1_000;
export const PROOF_KEYS_REMEMBERED = 1_000;
/** Summaries and texts of events that an isolate remembers masked, and the longest of them. */
export const PROSE_REMEMBERED = 2_000;
export const PROSE_MAX_CHARACTERS = 500;
export const PROSE_LIFE_MS = 300_000;
