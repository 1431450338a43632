import { REQUEST_LOG_SIZE } from "../base/limits.ts";

/** One request to a vendor's API. It never holds a key. */
export interface LoggedRequest {
  /** ISO 8601. */
  readonly at: string;
  readonly method: string;
  /** With its query. */
  readonly path: string;
  /** Null where the client went away before it was answered. */
  readonly status: number | null;
}

/** The last requests, and how many there were in all. */
export class RequestLog {
  readonly #apiKey: string;
  readonly #last: LoggedRequest[] = [];
  readonly #byStatus = new Map<string, number>();
  #total = 0;

  constructor(apiKey: string) {
    this.#apiKey = apiKey;
  }

  /** A key that a client wrongly put into the address is blanked. */
  add(entry: LoggedRequest): void {
    const path = entry.path.replaceAll(this.#apiKey, "[key]");
    this.#last.push({ ...entry, path });
    if (this.#last.length > REQUEST_LOG_SIZE) this.#last.shift();
    this.#total += 1;
    const status = entry.status === null ? "aborted" : String(entry.status);
    this.#byStatus.set(status, (this.#byStatus.get(status) ?? 0) + 1);
  }

  /** Oldest first. */
  last(): readonly LoggedRequest[] {
    return [...this.#last];
  }

  /** Since the start, all requests and by status. */
  counts(): RequestCounts {
    return { total: this.#total, byStatus: Object.fromEntries(this.#byStatus) };
  }
}

export interface RequestCounts {
  readonly total: number;
  readonly byStatus: Readonly<Record<string, number>>;
}
