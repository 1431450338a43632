import type { Clock } from "../../base/clock.ts";
import { REFRESH_JITTER } from "../../base/limits.ts";
import { type Look, refreshWaitMs, retryAfterMs } from "./refresh-wait.ts";

export interface RefreshTimerDeps {
  clock: Clock;
  /** From 0 up to 1. */
  random: () => number;
  look: () => Promise<Look>;
}

/** Looks again and again while somebody looks at the list, and at once when somebody does so again. No DOM. */
export class RefreshTimer {
  readonly #deps: RefreshTimerDeps;
  #baseMs = 0;
  #waitMs = 0;
  #lastMs = 0;
  /** Before this the broker does not want to be asked again. */
  #notBeforeMs = 0;
  #failing = false;
  #watching = false;
  #looking = false;
  #stop: (() => void) | null = null;

  constructor(deps: RefreshTimerDeps) {
    this.#deps = deps;
    this.looked();
  }

  /** The wait where all is well; 0 for never. */
  setBase(baseMs: number): void {
    if (baseMs === this.#baseMs) return;
    this.#baseMs = this.#waitMs = baseMs;
    this.#arm();
  }

  /** Whether somebody looks at the list, and asking makes sense. Coming back, it is caught up with. */
  watch(watching: boolean): void {
    if (watching === this.#watching) return;
    this.#watching = watching;
    this.#arm();
    if (watching) this.catchUp();
  }

  /** Looks at once, where the last look is older than the interval. */
  catchUp(): void {
    const { clock } = this.#deps;
    const dueMs = Math.max(this.#lastMs + this.#baseMs, this.#notBeforeMs);
    if (this.#baseMs > 0 && this.#watching && clock.now() >= dueMs) void this.#turn();
  }

  /** The newest calls have just arrived some other way. */
  looked(): void {
    this.#lastMs = this.#deps.clock.now();
    this.#arm();
  }

  /** The list is used: whoever uses it wants it to be new. */
  used(): void {
    if (this.#failing || this.#waitMs <= this.#baseMs) return;
    this.#waitMs = this.#baseMs;
    this.#arm();
  }

  /** Takes how a look ended, one by hand included. */
  took(look: Look): void {
    // One that was dropped, as beside a page that is under way, is not tried again at once either.
    this.looked();
    if (look.kind === "dropped") return;
    this.#failing = look.kind === "failed";
    this.#waitMs = refreshWaitMs(this.#waitMs, this.#baseMs, look);
    this.#notBeforeMs = look.kind === "failed" ? this.#deps.clock.now() + retryAfterMs(look.failure) : 0;
    this.#arm();
  }

  #arm(): void {
    this.#stop?.();
    this.#stop = null;
    if (!this.#watching || this.#looking || this.#baseMs <= 0) return;
    const { clock, random } = this.#deps;
    const waitMs = this.#waitMs * (1 + random() * REFRESH_JITTER);
    const atMs = Math.max(this.#lastMs + waitMs, this.#notBeforeMs);
    this.#stop = clock.after(Math.max(0, atMs - clock.now()), () => void this.#turn());
  }

  async #turn(): Promise<void> {
    if (this.#looking) return;
    this.#looking = true;
    this.#arm();
    const look = await this.#deps.look();
    this.#looking = false;
    this.took(look);
  }
}
