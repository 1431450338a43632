/** Calls asked for in one request: the most that a broker answers. */
export const PAGE_CALLS = 50;

/** Pages without a row that one scroll goes through by itself; after that the viewer is asked. */
export const EMPTY_PAGES_IN_A_ROW = 5;

/** The next page is asked for when fewer rows than this are left below the visible ones. */
export const LOAD_AHEAD_ROWS = 20;

/** How long after a refused request the browser may take to report that the page's policy forbids it. */
export const POLICY_REPORT_MS = 200;

/** How long it may take to find out why a broker does not answer: a policy forbids at once. */
export const UNREACHABLE_MS = 3_000;

/** Rows or turns rendered on either side of the visible ones, so that a quick scroll shows no gap. */
export const OVERSCAN_ROWS = 6;

/** The rendered window starts and ends at multiples of this, so that scrolling by one row renders nothing. */
export const WINDOW_STEP_ROWS = 4;

/** Rows that are put on paper, of those that are loaded. */
export const PAPER_ROWS = 1_000;

/** Rows rendered before the list has been measured once. */
export const FIRST_WINDOW_ROWS = 16;

/** Height assumed for a row until the first ones are measured, in CSS pixels. */
export const ROW_ESTIMATE_PX = 72;

/** Corrections after a jump into rows that were never measured. */
export const REVEAL_PASSES = 4;

/** A view this close to the end of the turns stays there when they turn out taller, in CSS pixels. */
export const END_SLACK_PX = 8;

/** Rows of the skeleton. */
export const SKELETON_ROWS = 6;

/** The live region speaks once this long nothing has changed, so that scrolling does not babble. */
export const ANNOUNCE_AFTER_MS = 1000;

/** Characters of a row's text; the details show all of it. A row is one button, and this is its name. */
export const ROW_TEXT_CHARACTERS = 240;

/** Turns and events of a call asked for in one request: the most that a broker answers. */
export const PAGE_TURNS = 50;

/** Pages of one call's turns or events; a call that has more is shown as far as this. */
export const CALL_PAGES_MAX = 200;

/** A call in progress is asked for again after this long, longer each time that nothing was new. */
export const POLL_FIRST_MS = 2_000;
export const POLL_MAX_MS = 30_000;
export const POLL_GROWTH = 1.5;

/** A call that ended this recently may still get its summary, and is asked for until then. */
export const SUMMARY_WAIT_MS = 120_000;

/** The same for a recording that is not ready yet. */
export const RECORDING_WAIT_FIRST_MS = 5_000;
export const RECORDING_WAIT_MAX_MS = 60_000;

/** Times that a recording is asked for by itself; after that the viewer is asked. */
export const RECORDING_TRIES = 12;

/** A ticket that is in use is renewed this long before it ends. */
export const TICKET_AHEAD_MS = 30_000;

/** Renewals within a while; more means that a new ticket does not help. */
export const TICKET_RENEWALS = 3;
export const TICKET_RENEWALS_WITHIN_MS = 60_000;

/** Peaks are read of recordings up to this size. */
export const PEAKS_BYTES = 20_000_000;

/** Peaks that a lane is drawn from, over the whole recording. */
export const PEAK_BUCKETS = 800;

/** The most that is read of a WAV file before its samples begin. */
export const WAV_HEADER_BYTES = 65_536;

/** What a skip and an arrow key move by. */
export const SKIP_MS = 10_000;
export const STEP_MS = 5_000;

/** Speeds to choose from. */
export const SPEEDS = [0.75, 1, 1.25, 1.5, 2, 3] as const;

/** A cue without an end, before the next one or this long. */
export const CUE_MS = 2_000;

/** New turns are told to a screen reader at most this often. */
export const NEW_TURNS_QUIET_MS = 15_000;

/** Matches that are counted and marked; a search for one letter finds more than anybody steps through. */
export const MATCHES_MAX = 999;

/** What is typed into a filter counts once this long nothing more was typed. */
export const FILTER_TYPING_MS = 400;

/** Whether another day has begun is looked at this often: a device that slept has missed its timer. */
export const DAY_CHECK_MS = 300_000;

/** Characters of a search: fewer find nearly everything, more a broker refuses. */
export const SEARCH_CHARACTERS_MIN = 2;
export const SEARCH_CHARACTERS_MAX = 200;

/** Seconds between two looks for newer calls, where the page does not say otherwise. */
export const REFRESH_SECONDS = 15;

/** The least and the most of what the page may say; a timer of a browser holds no more than 24 days. */
export const REFRESH_SECONDS_MIN = 1;
export const REFRESH_SECONDS_MAX = 86_400;

/** While nothing is new the wait grows by this, up to the most. */
export const REFRESH_GROWTH = 1.25;
export const REFRESH_IDLE_MAX_MS = 60_000;

/** While looks fail the wait doubles, up to this. */
export const REFRESH_FAILED_MAX_MS = 300_000;

/** The part of a wait that chance adds to it at most, so that many pages do not ask in step. */
export const REFRESH_JITTER = 0.1;

/** Pages that one look goes through to meet the calls that are known. */
export const REFRESH_PAGES_MAX = 5;

/** New calls that nobody asked for are told to a screen reader at most this often. */
export const NEW_CALLS_QUIET_MS = 60_000;

/** Times that a page of an export is asked for by itself, where the broker says how long to wait. */
export const EXPORT_TRIES = 5;

/** The longest such wait; before a longer one the viewer is asked. */
export const EXPORT_WAIT_MAX_MS = 120_000;

/** The progress of an export is told to a screen reader at most this often. */
export const EXPORT_QUIET_MS = 10_000;

/** Characters of a site's id in the name of a file. */
export const FILE_NAME_CHARACTERS = 60;

/** Characters typed within this are one word. */
export const TYPE_AHEAD_MS = 500;

/** Rows that are looked through for what is typed: more would be felt in the typing. */
export const TYPE_AHEAD_ROWS = 20_000;

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

/** Assertions that one mint may request: the first, one for a new key, one more if another tab was faster. */
export const ASSERTION_ROUNDS = 3;
