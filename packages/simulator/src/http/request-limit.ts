import { RATE_WINDOW_MS } from "../base/limits.ts";

/** Counts the requests of one key in a sliding window. */
export class RequestLimit {
  /** Times of the last accepted requests, as a ring buffer. */
  readonly #times: Float64Array;
  readonly #clockMs: () => number;
  #accepted = 0;

  /** `clockMs` must never decrease. */
  constructor(requestsPerSecond: number, clockMs: () => number) {
    this.#times = new Float64Array(requestsPerSecond).fill(Number.NEGATIVE_INFINITY);
    this.#clockMs = clockMs;
  }

  /** Returns 0 if the request is accepted, else the milliseconds until the next one will be. */
  take(): number {
    const nowMs = this.#clockMs();
    const slot = this.#accepted % this.#times.length;
    const waitMs = (this.#times[slot] ?? Number.NEGATIVE_INFINITY) + RATE_WINDOW_MS - nowMs;
    if (waitMs > 0) return waitMs;
    this.#times[slot] = nowMs;
    this.#accepted += 1;
    return 0;
  }
}
