import type { Clock } from "../../base/clock.ts";
import type { FilterChange } from "./list-filters.ts";

/** Keeps what is being typed until nothing more comes for a while. */
export class TypedFilter {
  readonly #clock: Clock;
  readonly #waitMs: number;
  readonly #settled: (change: FilterChange) => void;
  #change: FilterChange | null = null;
  #stop: (() => void) | null = null;

  constructor(clock: Clock, waitMs: number, settled: (change: FilterChange) => void) {
    this.#clock = clock;
    this.#waitMs = waitMs;
    this.#settled = settled;
  }

  /** Whether something waits. */
  get waits(): boolean {
    return this.#change !== null;
  }

  /** Takes what a field holds now; `now` where it need not wait. */
  take(change: FilterChange, now: boolean): void {
    this.#stop?.();
    // Two fields may be typed in one after the other.
    this.#change = { ...this.#change, ...change };
    this.#stop = this.#clock.after(this.#waitMs, () => this.settle());
    if (now) this.settle();
  }

  /** What waits counts now. */
  settle(): void {
    const change = this.#change;
    this.drop();
    if (change) this.#settled(change);
  }

  /** What waits does not count. */
  drop(): void {
    this.#stop?.();
    this.#stop = null;
    this.#change = null;
  }
}
