import { LEAD_MS, QUESTION_SHARED_MS } from "../base/limits/answers.ts";
import type { Asking, Outcome, QuestionState, Reply, Telling } from "./question-state.ts";

export interface BoardOptions {
  now: () => number;
  /** Settles after a time. */
  sleep: (ms: number) => Promise<void>;
}

interface Lead {
  id: number;
  isShared: boolean;
  untilMs: number;
}

/**
 * Lets one isolate at a time ask an upstream, and gives its answer to the others. All in memory: nothing about calls
 * is stored, and a board that restarts costs one more request to the upstream.
 *
 * While one isolate alone asks, it is not told to share: most questions are never asked by a second one. The trade-off:
 * the first question of a second isolate does not wait for the first's answer.
 */
export class QuestionBoard implements QuestionState {
  readonly #now: () => number;
  readonly #sleep: (ms: number) => Promise<void>;
  readonly #waiting = new Set<(outcome: Outcome) => void>();
  #known: { outcome: Outcome; untilMs: number } | null = null;
  #lead: Lead | null = null;
  #leads = 0;
  /** The isolate that asked last, and when one asked last that was another than the one before. */
  #holder: string | null = null;
  #sharedMs = Number.NEGATIVE_INFINITY;

  constructor({ now, sleep }: BoardOptions) {
    this.#now = now;
    this.#sleep = sleep;
  }

  /** Length of the answer that it keeps, held still or not. */
  get characters(): number {
    const outcome = this.#known?.outcome;
    return outcome === undefined || outcome.kind === "apart" ? 0 : outcome.text.length;
  }

  /** Whether an isolate waits for an answer. */
  get isAwaited(): boolean {
    return this.#waiting.size > 0;
  }

  get holdsAnswer(): boolean {
    return this.#leftMs() > 0;
  }

  async ask({ holder, waitMs }: Asking): Promise<Reply> {
    const endMs = this.#now() + waitMs;
    if (this.#holder !== null && this.#holder !== holder) this.#sharedMs = this.#now();
    this.#holder = holder;
    for (;;) {
      const reply = this.#replyNow();
      if (reply !== null) return reply;
      const leftMs = Math.min(endMs, this.#lead?.untilMs ?? endMs) - this.#now();
      const outcome = leftMs > 0 ? await this.#wait(leftMs) : null;
      // Whoever waits gets the answer, even one that is not kept.
      if (outcome !== null) return { kind: "known", outcome, leftMs: this.#leftMs() };
      if (this.#now() >= endMs) return this.#replyNow() ?? { kind: "late" };
    }
  }

  async tell({ lead, outcome, lifeMs }: Telling): Promise<void> {
    const nowMs = this.#now();
    // An answer is as good from an isolate that was given up; a failure is not.
    const isCurrent = this.#lead?.id === lead;
    if (!isCurrent && outcome.kind === "failure") return;
    this.#lead = null;
    this.#known = lifeMs > 0 ? { outcome, untilMs: nowMs + lifeMs } : null;
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const wake of waiting) wake(outcome);
  }

  /** What can be replied without waiting; null if another isolate is asking. */
  #replyNow(): Reply | null {
    const nowMs = this.#now();
    if (this.#known !== null && nowMs < this.#known.untilMs)
      return { kind: "known", outcome: this.#known.outcome, leftMs: this.#leftMs() };
    const isShared = nowMs - this.#sharedMs < QUESTION_SHARED_MS;
    // One that was not told to share will not tell.
    if (this.#lead?.isShared && nowMs < this.#lead.untilMs) return null;
    this.#leads += 1;
    this.#lead = { id: this.#leads, isShared, untilMs: nowMs + LEAD_MS };
    return { kind: "lead", lead: this.#leads, isShared };
  }

  #leftMs(): number {
    return this.#known === null ? 0 : Math.max(0, this.#known.untilMs - this.#now());
  }

  async #wait(ms: number): Promise<Outcome | null> {
    let wake: (outcome: Outcome) => void = () => {};
    const told = new Promise<Outcome>((resolve) => {
      wake = resolve;
      this.#waiting.add(wake);
    });
    const outcome = await Promise.race([told, this.#sleep(ms).then(() => null)]);
    this.#waiting.delete(wake);
    return outcome;
  }
}
