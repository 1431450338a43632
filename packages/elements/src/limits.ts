/** Calls asked for in one request: the most that a broker answers. */
export const PAGE_CALLS = 50;

/** Pages without a row that one scroll goes through by itself; after that the viewer is asked. */
export const EMPTY_PAGES_IN_A_ROW = 5;

/** The next page is asked for when fewer rows than this are left below the visible ones. */
export const LOAD_AHEAD_ROWS = 20;

/** Rows kept on either side of the visible ones, so that a quick scroll shows no gap. */
export const OVERSCAN_ROWS = 6;

/** The rendered window starts and ends at multiples of this, so that not every row scrolled renders anew. */
export const WINDOW_STEP_ROWS = 4;

/** Rows rendered before the list has been measured once. */
export const FIRST_WINDOW_ROWS = 16;

/** Height assumed for a row until the first ones are measured, in CSS pixels. */
export const ROW_ESTIMATE_PX = 72;

/** Corrections after a jump into rows that were never measured. */
export const REVEAL_PASSES = 4;

/** Rows of the skeleton. */
export const SKELETON_ROWS = 6;

/** The live region speaks once this long nothing has changed, so that scrolling does not babble. */
export const ANNOUNCE_AFTER_MS = 1000;

/** Characters of a row's text; the details show all of it. A row is one button, and this is its name. */
export const ROW_TEXT_CHARACTERS = 240;
