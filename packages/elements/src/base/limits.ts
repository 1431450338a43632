/** Calls per request: the most that a broker returns. */
export const PAGE_CALLS = 50;

/** Empty pages that one scroll skips; after that the viewer decides. */
export const EMPTY_PAGES_IN_A_ROW = 5;

/** The next page is requested when fewer rows than this remain below the visible ones. */
export const LOAD_AHEAD_ROWS = 20;

/** Time that a browser may take to report a violation of the page's policy after the request was blocked. */
export const POLICY_REPORT_MS = 200;

/** Deadline for finding out why a broker does not answer. A policy blocks at once. */
export const UNREACHABLE_MS = 3_000;

/** Time in which a built-in that the page has replaced must show that it works. */
export const BUILT_IN_MS = 1_000;

/** A clock that is off by more is wrong: a broker accepts no proof that is older. */
export const CLOCK_WRONG_MS = 60_000;

/** Rows or turns rendered above and below the visible ones, so that a quick scroll shows no gap. */
export const OVERSCAN_ROWS = 6;

/** The rendered window starts and ends at multiples of this, so that scrolling by one row renders nothing. */
export const WINDOW_STEP_ROWS = 4;

/** Loaded rows that are printed. */
export const PAPER_ROWS = 1_000;

/** Rows rendered before the list has been measured once. */
export const FIRST_WINDOW_ROWS = 16;

/** Height assumed for a row until the first ones are measured, in CSS pixels. */
export const ROW_ESTIMATE_PX = 72;

/** Corrections after a jump to rows that were never measured. */
export const REVEAL_PASSES = 4;

/** A reader this close to the last turn stays there when turns grow, in CSS pixels. */
export const END_SLACK_PX = 8;

/** Rows of the skeleton. */
export const SKELETON_ROWS = 6;

/** The live region speaks after this long without a change, so that scrolling announces once. */
export const ANNOUNCE_AFTER_MS = 1000;

/** Longest text of a row, which is the name of its button. The details show all of it. */
export const ROW_TEXT_CHARACTERS = 240;

/** Turns or events of a call per request: the most that a broker returns. */
export const PAGE_TURNS = 50;

/** Pages of turns or events that are loaded of one call. */
export const CALL_PAGES_MAX = 200;

/** Between two refreshes of an overview. */
export const STATS_REFRESH_MS = 300_000;

/** First wait between two polls of a call in progress; it grows while nothing is new. */
export const POLL_FIRST_MS = 2_000;
export const POLL_MAX_MS = 30_000;
export const POLL_GROWTH = 1.5;

/** A call is polled this long after its end, because it may still get its summary. */
export const SUMMARY_WAIT_MS = 120_000;

/** First wait for a recording that is not ready yet. */
export const RECORDING_WAIT_FIRST_MS = 5_000;
export const RECORDING_WAIT_MAX_MS = 60_000;

/** Automatic requests for a recording; after that the viewer decides. */
export const RECORDING_TRIES = 12;

/** A ticket in use is renewed this long before it expires. */
export const TICKET_AHEAD_MS = 30_000;

/** Renewals within a while; if more are needed, a new ticket does not help. */
export const TICKET_RENEWALS = 3;
export const TICKET_RENEWALS_WITHIN_MS = 60_000;

/** Largest recording whose peaks are read. */
export const PEAKS_BYTES = 20_000_000;

/** Peaks per lane, over the whole recording. */
export const PEAK_BUCKETS = 800;

/** Largest header of a WAV file that is read. */
export const WAV_HEADER_BYTES = 65_536;

/** Steps of the skip buttons and of the arrow keys. */
export const SKIP_MS = 10_000;
export const STEP_MS = 5_000;

/** Longest cue for a turn without an end time. */
export const CUE_MS = 2_000;

/** New turns are announced at most this often. */
export const NEW_TURNS_QUIET_MS = 15_000;

/** Matches that are counted and marked: a search for one letter finds too many to step through. */
export const MATCHES_MAX = 999;

/** A longer turn is folded. */
export const TURN_CHARACTERS_MAX = 5_000;

/** A longer web address stays text. Browsers, proxies and sitemaps agree on this length. */
export const ADDRESS_CHARACTERS_MAX = 2_048;

/** A typed filter applies after this long without typing. */
export const FILTER_TYPING_MS = 400;

/** How often the list checks for a new day: timers stop while a device sleeps. */
export const DAY_CHECK_MS = 300_000;

/** Characters of a search: fewer match nearly everything, a broker rejects more. */
export const SEARCH_CHARACTERS_MIN = 2;
export const SEARCH_CHARACTERS_MAX = 200;

/** Default seconds between two refreshes. */
export const REFRESH_SECONDS = 15;

/** Range of `refresh-seconds`. */
export const REFRESH_SECONDS_MIN = 1;
export const REFRESH_SECONDS_MAX = 86_400;

/** Growth of the wait while nothing is new, up to a maximum. */
export const REFRESH_GROWTH = 1.25;
export const REFRESH_IDLE_MAX_MS = 60_000;

/**
 * The longest wait after a failure, unless the broker asks for a longer one: what is shown is right within ten seconds of
 * the end of an outage.
 */
export const RETRY_FAILED_MS = 8_000;

/** Share of a wait that is added at random, so that many pages do not refresh in step. */
export const REFRESH_JITTER = 0.1;

/** Verdicts per request: the most that a broker returns. */
export const VERDICT_CALLS_MAX = 50;

/** Verdicts are requested this long after the viewer has stopped scrolling. */
export const VERDICT_SETTLE_MS = 200;

/** First and longest wait before a verdict that is not final is requested again; each wait doubles the one before. */
export const VERDICT_WAIT_FIRST_MS = 10_000;
export const VERDICT_WAIT_MAX_MS = 300_000;

/** A vote waits this long before it is sent, because nothing takes it back afterwards. */
export const VOTE_UNDO_MS = 8_000;

/** Pages that one refresh loads to reach known calls. */
export const REFRESH_PAGES_MAX = 5;

/** New calls of automatic refreshes are announced at most this often. */
export const NEW_CALLS_QUIET_MS = 60_000;

/** Automatic requests for a page of an export, if the broker says how long to wait. */
export const EXPORT_TRIES = 5;

/** Longest automatic wait of an export; the viewer decides about a longer one. */
export const EXPORT_WAIT_MAX_MS = 120_000;

/** The progress of an export is announced at most this often. */
export const EXPORT_QUIET_MS = 10_000;

/** Characters of a site's id in a file name. */
export const FILE_NAME_CHARACTERS = 60;

/** Characters typed within this time form one word. */
export const TYPE_AHEAD_MS = 500;

/** Rows that type-ahead searches: more would delay typing. */
export const TYPE_AHEAD_ROWS = 20_000;

// A talk

/** How often the time left, and the wait in line, are shown anew. */
export const TALK_TICK_MS = 1_000;

/** What the agent does is announced at most this often. */
export const TALK_STATE_QUIET_MS = 15_000;

/** The meter moves at most this often for a viewer who wants no motion. */
export const TALK_STEP_MS = 500;

/** Longest message that a viewer writes to an agent. */
export const TALK_MESSAGE_CHARACTERS = 2_000;

/** Deadline for the script of Cloudflare's Turnstile. */
export const TURNSTILE_MS = 15_000;

// The session

/** Deadline of one answer of the broker or of the host's assertion source, up to its last byte. */
export const ANSWER_TIMEOUT_MS = 20_000;

/** Deadline of one IndexedDB operation; after it the key stays in memory. */
export const KEY_STORE_TIMEOUT_MS = 2_000;

/** Largest JSON answer that is read. A page of 50 calls has about 70 kB. */
export const ANSWER_BYTES = 4_194_304;

/** Largest token answer or problem document; a token has at most 4,096 bytes. */
export const SMALL_ANSWER_BYTES = 16_384;

/** Largest assertion that a host may answer. */
export const ASSERTION_BYTES = 16_384;

/** Longest access token of the contract. */
export const TOKEN_BYTES = 4_096;

/** Longest DPoP nonce that is remembered and sent back. */
export const NONCE_BYTES = 1_024;

/** Longest lifetime of a token in the contract; a longer one counts as this. */
export const TOKEN_SECONDS = 300;

/** A token is renewed when less than this share of its lifetime is left, */
export const RENEW_SHARE = 0.2;

/** or less than this, but never before half of the lifetime has passed. */
export const RENEW_MIN_MS = 30_000;

/** A token with less left than this is not sent: it could expire on its way. */
export const TOKEN_MARGIN_MS = 5_000;

/** A member's rows stay this long while a token is minted that follows one that has ended. */
export const TOKEN_GRACE_MS = 5_000;

/** Pause after a renewal, and after one that failed: tokens of a few seconds are asked for when needed. */
export const RENEW_PAUSE_MS = 10_000;

/** How often the renewal checks the clock: timers stop while a machine sleeps. */
export const TICK_MS = 15_000;

/** Longest `Retry-After` that a request waits for by itself. */
export const RETRY_WAIT_MS = 5_000;

/** How often one request waits like that. */
export const RETRY_WAITS = 2;

/** Share of a wait that is added at random, so that many pages do not return at once. */
export const RETRY_JITTER = 0.25;

/** The broker accepts proofs that are 60 s off. A smaller difference than this is not why it refused one. */
export const CLOCK_DRIFT_MS = 10_000;

/** How long a person may take to sign in at the broker, and how often the page looks whether the window is closed. */
export const SIGN_IN_MS = 600_000;
export const SIGN_IN_CLOSED_MS = 500;
/** Assertions that one mint may request: the first, one for a new key, one more if another tab was faster. */
export const ASSERTION_ROUNDS = 3;

// A talk

/** A viewer who has not answered the browser's question for the microphone by then is told about it. */
export const MICROPHONE_PROMPT_MS = 60_000;

/** A refusal of the microphone sooner than this was nobody's answer. */
export const NO_PROMPT_MS = 100;

/** From the broker's answer until the call is live. Upstream waits 30 s by default. */
export const JOIN_MS = 20_000;

/** A connection that is not back by then is lost. */
export const RECONNECT_MS = 20_000;

/** Leaving a call takes at most this long for its viewer. */
export const LEAVE_MS = 3_000;

/** Ultravox ends a call at its limit; if it does not, the element does after this. */
export const LIMIT_GRACE_MS = 3_000;

/** A call that ends by itself this close to its limit reached it. */
export const LIMIT_SLACK_MS = 2_000;

/** The request that hangs up is signed anew this often. The broker accepts proofs of the last 60 s. */
export const HANG_UP_PROOF_MS = 20_000;

/** Wait in line where the broker does not say how long. */
export const LINE_WAIT_MS = 5_000;

/** Longest time in line, in which the microphone stays open. */
export const LINE_MAX_MS = 600_000;

// The owner's page

/** The secret is forgotten after this long without a key or a press. */
export const ADMIN_IDLE_MS = 900_000;

/** Events per request while a person reads, and for charts and files: the most that a broker returns. */
export const ADMIN_PAGE_EVENTS = 50;
export const ADMIN_MANY_EVENTS = 1_000;

/** Pages of each kind that charts are counted from, as many as one ring of the log fills. */
export const ADMIN_CHART_PAGES = 10;

/** Pages that one file holds. */
export const ADMIN_FILE_PAGES = 100;

/** Between two looks at the upstream's budget, and how many are kept: five minutes. */
export const ADMIN_SAMPLE_MS = 5_000;
export const ADMIN_SAMPLES = 60;
