import { RATE_WINDOW_MS } from "../base/limits.ts";

/** Counts requests, such as those of one key, in a sliding window. */
export class RequestLimit {
  /** Times of the last accepted requests, as a ring buffer. */
  readonly #times: Float64Array;
  readonly #clockMs: () => number;
  readonly #windowMs: number;
  #accepted = 0;

  /** `clockMs` must never decrease. */
  constructor(maxRequests: number, clockMs: () => number, windowMs = RATE_WINDOW_MS) {
    this.#times = new Float64Array(maxRequests).fill(Number.NEGATIVE_INFINITY);
    this.#clockMs = clockMs;
    this.#windowMs = windowMs;
  }

  /** Milliseconds until a request would be accepted: 0 if one would be now. */
  waitMs(): number {
    const oldest = this.#times[this.#accepted % this.#times.length] ?? Number.NEGATIVE_INFINITY;
    return Math.max(0, oldest + this.#windowMs - this.#clockMs());
  }

  /** Returns 0 if the request is accepted, else the milliseconds until the next one will be. */
  take(): number {
    const waitMs = this.waitMs();
    if (waitMs > 0) return waitMs;
    this.#times[this.#accepted % this.#times.length] = this.#clockMs();
    this.#accepted += 1;
    return 0;
  }
}
