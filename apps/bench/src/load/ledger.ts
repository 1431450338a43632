import type { Phase } from "./phases.ts";

/** What became of one request. */
export interface Booking {
  /** "200", "429 rate_limited", or the fault of the connection. */
  outcome: string;
  type: "answer" | "refusal" | "connection fault";
  /** Whether the sender got what it came for. */
  isServed: boolean;
  requestId: string | null;
  tookMs: number;
}

/** What was sent. */
export interface Entry {
  kind: string;
  phase: Phase;
  /** Whose request it was. */
  site: string;
}

/** Bookings of one kind of request of one site with one outcome in one part of the run. */
export interface LedgerLine extends Entry {
  outcome: string;
  isServed: boolean;
  tookMs: number[];
}

/** Plain data: it passes between threads. */
export interface LedgerReport {
  sent: number;
  answers: number;
  refusals: number;
  connectionFaults: number;
  /** Requests without a booking. */
  open: number;
  /** What must not be, the first of each run. */
  broken: string[];
  brokenCount: number;
  lines: LedgerLine[];
}

const BROKEN_SHOWN = 20;

/** Each request that is sent is entered, and must be booked once. */
export class Ledger {
  readonly #open = new Map<number, Entry>();
  readonly #lines = new Map<string, LedgerLine>();
  readonly #requestIds = new Set<string>();
  readonly #counts = { answer: 0, refusal: 0, "connection fault": 0 };
  readonly #broken: string[] = [];
  #brokenCount = 0;
  #sent = 0;

  /** Enters a request, and returns the number to book it by. */
  enter(entry: Entry): number {
    this.#sent += 1;
    this.#open.set(this.#sent, entry);
    return this.#sent;
  }

  book(entry: number, { outcome, type, isServed, requestId, tookMs }: Booking): void {
    const sent = this.#open.get(entry);
    if (sent === undefined) {
      this.complain(`request ${entry} was booked twice, or never sent`);
      return;
    }
    this.#open.delete(entry);
    this.#counts[type] += 1;
    if (requestId !== null && this.#requestIds.has(requestId))
      this.complain(`${sent.kind}: an answer came twice: ${requestId}`);
    if (requestId !== null) this.#requestIds.add(requestId);
    const key = [...Object.values(sent), outcome, isServed].join("\n");
    const line = this.#lines.get(key) ?? { ...sent, outcome, isServed, tookMs: [] };
    line.tookMs.push(tookMs);
    this.#lines.set(key, line);
  }

  /** Notes that something was not as it must be. */
  complain(what: string): void {
    this.#brokenCount += 1;
    if (this.#broken.length < BROKEN_SHOWN) this.#broken.push(what);
  }

  report(): LedgerReport {
    return {
      sent: this.#sent,
      answers: this.#counts.answer,
      refusals: this.#counts.refusal,
      connectionFaults: this.#counts["connection fault"],
      open: this.#open.size,
      broken: [...this.#broken],
      brokenCount: this.#brokenCount,
      lines: [...this.#lines.values()],
    };
  }
}
