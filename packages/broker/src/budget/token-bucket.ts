import { LEASE_BURST_SECONDS } from "../limits.ts";

/** Spends a rate evenly, with a small burst. */
export class TokenBucket {
  #perSecond = 0;
  #tokens = 1;
  #filledMs: number;

  constructor(nowMs: number) {
    this.#filledMs = nowMs;
  }

  get perSecond(): number {
    return this.#perSecond;
  }

  setRate(perSecond: number, nowMs: number): void {
    this.#fill(nowMs);
    this.#perSecond = perSecond;
  }

  take(nowMs: number): boolean {
    this.#fill(nowMs);
    if (this.#perSecond === 0 || this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }

  #fill(nowMs: number): void {
    const gained = (Math.max(0, nowMs - this.#filledMs) / 1000) * this.#perSecond;
    this.#tokens = Math.min(Math.max(1, this.#perSecond * LEASE_BURST_SECONDS), this.#tokens + gained);
    this.#filledMs = nowMs;
  }
}
