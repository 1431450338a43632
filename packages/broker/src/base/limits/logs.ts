/** Limits of the Worker's log and of the audit log. */

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
