import type { RateLimiter } from "../../src/admission/shield.ts";

/** A rate limiting binding that is exact and that goes by a test's clock; workerd's goes by the real one. */
export class CountingLimiter implements RateLimiter {
  readonly #limit: number;
  readonly #periodMs: number;
  readonly #uses = new Map<string, number>();

  /** `limit` uses in each period of seconds, as in `ratelimits` of a wrangler.jsonc. */
  constructor({ limit, period }: { limit: number; period: number }) {
    this.#limit = limit;
    this.#periodMs = period * 1000;
  }

  async limit({ key }: { key: string }): Promise<{ success: boolean }> {
    const window = `${Math.floor(Date.now() / this.#periodMs)} ${key}`;
    const used = (this.#uses.get(window) ?? 0) + 1;
    this.#uses.set(window, used);
    return { success: used <= this.#limit };
  }
}
