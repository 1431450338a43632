/** Pause between two questions to a server that does not answer yet. */
export const READY_POLL_MS = 100;

/** How long one question to a starting server may take. */
export const READY_REQUEST_TIMEOUT_MS = 5_000;

/** How long a child has between SIGTERM and SIGKILL. */
export const STOP_GRACE_MS = 5_000;

/** Pause between two looks whether a process group is gone. */
export const GROUP_POLL_MS = 50;

/** How much of a child's output is kept for the message when it dies. */
export const LOG_TAIL_CHARS = 16_000;

/** How many lines of it are shown. */
export const LOG_TAIL_LINES = 40;
