import { burstOf } from "./burst.ts";

/** Spends a rate evenly, with a small burst. */
export class TokenBucket {
  #perSecond = 0;
  /** Null until there is a rate: a first lease begins with its whole burst. */
  #tokens: number | null = null;
  #filledMs = 0;

  get perSecond(): number {
    return this.#perSecond;
  }

  setRate(perSecond: number, nowMs: number): void {
    this.#fill(nowMs);
    this.#perSecond = perSecond;
    if (perSecond > 0) this.#tokens = Math.min(this.#tokens ?? Number.POSITIVE_INFINITY, burstOf(perSecond));
  }

  take(nowMs: number): boolean {
    this.#fill(nowMs);
    if (this.#perSecond === 0 || this.#tokens === null || this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }

  #fill(nowMs: number): void {
    if (this.#tokens !== null) {
      const gained = (Math.max(0, nowMs - this.#filledMs) / 1000) * this.#perSecond;
      this.#tokens = Math.min(burstOf(this.#perSecond), this.#tokens + gained);
    }
    this.#filledMs = nowMs;
  }
}
