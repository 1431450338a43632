/** Limits of webhooks and of the deliveries to Cekura. */

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
