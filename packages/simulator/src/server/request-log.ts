import { REQUEST_LOG_SIZE } from "../base/limits.ts";

/** One request to a vendor's API. It never holds a key. */
export interface LoggedRequest {
  /** ISO 8601. */
  readonly at: string;
  readonly method: string;
  /** With its query. */
  readonly path: string;
  /** Null if the client left before the answer. */
  readonly status: number | null;
}

/** The last requests, and the number of all requests. */
export class RequestLog {
  readonly #apiKey: string;
  readonly #last: LoggedRequest[] = [];
  readonly #byStatus = new Map<string, number>();
  #total = 0;

  constructor(apiKey: string) {
    this.#apiKey = apiKey;
  }

  /** Blanks a key that a client put into the address. */
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

  /** Number of requests since the start, in total and by status. */
  counts(): RequestCounts {
    return { total: this.#total, byStatus: Object.fromEntries(this.#byStatus) };
  }
}

export interface RequestCounts {
  readonly total: number;
  readonly byStatus: Readonly<Record<string, number>>;
}
