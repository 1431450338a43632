/** Limits of lists, cursors and calls. */

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
/** Entity tags that an isolate remembers: a page that polls compares the same. */
export const ENTITY_TAGS_REMEMBERED = 1_000;
/** Longest cursor that is accepted. */
export const CURSOR_MAX_BYTES = 8192;

/** Upstream pages that a list of agents may fetch, 100 agents each. */
export const AGENTS_MAX_UPSTREAM_PAGES = 10;
export const AGENTS_PAGE_SIZE = 100;
/** How long an isolate keeps the numbers of a project's agents. */
export const AGENTS_CACHE_SECONDS = 60;

/** Views of a page in memory whose rows are kept too. */
export const VIEWS_OF_A_PAGE = 20;

/** Calls of lists that an isolate remembers, so that their evaluations need no further request for them. */
export const SEEN_CALLS_SIZE = 2_000;
export const SEEN_CALLS_SECONDS = 600;
/** Requests for calls that one request makes at once. */
export const CALLS_AT_ONCE = 6;

/** How far back calls of Cekura are listed. It keeps them for a year unless an owner asks for more. */
export const CEKURA_HISTORY_MS = 400 * 86_400_000;
/** Ranges of time without a call that one page of a list passes over. */
export const CEKURA_LIST_WINDOWS = 4;
/** Requests to Cekura for the calls of one request: an agents' list has ten pages, and some requests are repeated. */
export const CEKURA_MAX_REQUESTS = 16;

/** Summaries and texts of events that an isolate remembers masked, and the longest of them. */
export const PROSE_REMEMBERED = 2_000;
export const PROSE_MAX_CHARACTERS = 1_500;
export const PROSE_LIFE_MS = 300_000;
