/** Counts how many requests a second are wanted, over the current second and the one before. */
export class Demand {
  #second = 0;
  #current = 0;
  #before = 0;

  count(nowMs: number): void {
    this.#advance(nowMs);
    this.#current += 1;
  }

  perSecond(nowMs: number): number {
    this.#advance(nowMs);
    return Math.max(this.#current, this.#before);
  }

  #advance(nowMs: number): void {
    const second = Math.floor(nowMs / 1000);
    if (second === this.#second) return;
    this.#before = second === this.#second + 1 ? this.#current : 0;
    this.#current = 0;
    this.#second = second;
  }
}
