import { AUDIT_BATCH_ROWS, AUDIT_BUFFER_ROWS, AUDIT_FLUSH_MS } from "../base/limits/logs.ts";
import type { Log } from "../base/log.ts";
import { type AuditEvent, type AuditRow, type AuditState, ringOf } from "./audit-state.ts";

export interface AuditNote {
  /** Whose event it is. Default: nobody's. */
  audience?: string;
  /** For the line alone; see `Log`. */
  detail?: string;
  /** Has no line: the platform may store it with the URL of its request, which is a ticket. */
  isSilent?: boolean;
}

/** Tells the owner what happened: one line each on the console, and rows that are kept. */
export interface Audit {
  note(event: AuditEvent, note?: AuditNote): void;
  /** From now on rows are kept, too. */
  keepIn(state: () => AuditState, keepMs: number): void;
  /** Is called before rows are written, and may note more. */
  beforeFlush(call: () => void): void;
  /** Writes what has been noted. Rejects if that fails: it is then tried again with what comes. */
  flush(): Promise<void>;
}

export interface AuditOptions {
  log: Log;
  now: () => number;
  sleep: (ms: number) => Promise<void>;
  waitUntil: (work: Promise<unknown>) => void;
}

const MINUTE_MS = 60_000;

/**
 * Keeps rows in the isolate for some seconds, and writes them together: an event costs no request of its own. The
 * trade-off: an isolate that dies takes the rows of these seconds with it. Their lines have been written.
 */
export function createAudit({ log, now, sleep, waitUntil }: AuditOptions): Audit {
  let kept: { state: () => AuditState; ms: number } | null = null;
  let rows: AuditRow[] = [];
  let isDue = false;
  let lost = 0;
  /** Nothing is written before, because the last try failed. */
  let restUntilMs = 0;
  let silentUntilMs = 0;
  const calls: (() => void)[] = [];

  function keep(row: AuditRow): void {
    rows.push(row);
    // Only while the state fails for long.
    if (rows.length > AUDIT_BUFFER_ROWS) {
      rows.shift();
      lost += 1;
    }
    if (rows.length >= AUDIT_BATCH_ROWS && now() >= restUntilMs) waitUntil(flush().catch(() => {}));
    if (isDue) return;
    isDue = true;
    const flushing = sleep(AUDIT_FLUSH_MS).then(() => {
      isDue = false;
      return flush();
    });
    waitUntil(flushing.catch(() => {}));
  }

  async function flush(): Promise<void> {
    if (kept === null) return;
    for (const call of calls) call();
    const batch = rows;
    if (batch.length === 0) return;
    rows = [];
    try {
      await kept.state().write(batch, kept.ms);
      lost = 0;
    } catch (error) {
      const all = [...batch, ...rows];
      rows = all.slice(-AUDIT_BUFFER_ROWS);
      lost += all.length - rows.length;
      restUntilMs = now() + AUDIT_FLUSH_MS;
      tell(error);
      throw error;
    }
  }

  function tell(error: unknown): void {
    if (now() < silentUntilMs) return;
    silentUntilMs = now() + MINUTE_MS;
    const name = error instanceof Error ? error.name : typeof error;
    log({
      level: "error",
      event: "audit",
      detail: `AUDIT: rows could not be kept (${name}); they are tried again, and ${lost} are lost`,
    });
  }

  return {
    note(event, { audience = "", detail, isSilent = false } = {}) {
      const atMs = now();
      const { kind, code, site, subject, ...more } = event;
      if (!isSilent) {
        log({
          level: kind === "refusal" ? "warn" : "info",
          event: code ?? kind,
          at: new Date(atMs).toISOString(),
          ...(site === null ? {} : { site }),
          ...(subject === null ? {} : { subject }),
          ...more,
          ...(detail === undefined ? {} : { detail }),
        });
      }
      if (kept !== null) keep({ ...event, id: crypto.randomUUID(), atMs, ring: ringOf(event, audience) });
    },
    keepIn(state, ms) {
      kept = { state, ms };
    },
    beforeFlush: (call) => void calls.push(call),
    flush,
  };
}
