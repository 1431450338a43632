import type { EvaluationSummary } from "@keyhole/contract";
import type { Clock } from "../../base/clock.ts";
import {
  VERDICT_CALLS_MAX,
  VERDICT_SETTLE_MS,
  VERDICT_WAIT_FIRST_MS,
  VERDICT_WAIT_MAX_MS,
} from "../../base/limits.ts";
import { parseEvaluationSummary } from "../../base/parse-evaluation.ts";
import { fieldsOf } from "../../base/parse-fields.ts";
import { Store } from "../../base/store.ts";
import type { Failure, Session } from "../../session/index.ts";
import { retryAfterMs } from "../../session/retry-after.ts";

export interface VerdictState {
  /** By the call's id. */
  readonly known: ReadonlyMap<string, EvaluationSummary>;
  /** The site has no evaluations, or the viewer may not see them: nothing is requested any more. */
  readonly refused: boolean;
}

/**
 * The verdicts of the calls on the screen. Each is requested once, and one that is not final again, less and less
 * often. A failure is no failure of the list: its calls are shown without a verdict, and requested again.
 */
export class VerdictStore extends Store<VerdictState> {
  readonly #session: Session;
  readonly #clock: Clock;
  #shown: readonly string[] = [];
  /** When a call is due to be requested again, and how often it was; a call that is missing is due at once. */
  readonly #due = new Map<string, { atMs: number; tries: number }>();
  #failures = 0;
  #notBeforeMs = 0;
  #paused = false;
  #asking = false;
  #stop: (() => void) | null = null;

  constructor(session: Session, clock: Clock) {
    super({ known: new Map(), refused: false });
    this.#session = session;
    this.#clock = clock;
  }

  /** The ended calls on the screen. They are requested once the viewer has stopped scrolling. */
  show(ids: readonly string[]): void {
    if (ids.join() === this.#shown.join()) return;
    this.#shown = ids;
    this.#arm();
  }

  /** Takes a verdict that was learnt elsewhere. */
  learn(summary: EvaluationSummary): void {
    this.#take([summary.callId], [summary]);
    this.#arm();
  }

  /** Pauses while nobody looks. */
  pause(paused: boolean): void {
    if (paused === this.#paused) return;
    this.#paused = paused;
    this.#arm();
  }

  override close(): void {
    this.pause(true);
    super.close();
  }

  #arm(): void {
    this.#stop?.();
    this.#stop = null;
    if (this.#paused || this.#asking || this.state.refused) return;
    const nextMs = Math.min(...this.#shown.map((id) => this.#dueMs(id)));
    if (nextMs === Number.POSITIVE_INFINITY) return;
    const nowMs = this.#clock.now();
    const atMs = Math.max(nextMs, this.#notBeforeMs, nowMs + VERDICT_SETTLE_MS);
    this.#stop = this.#clock.after(atMs - nowMs, () => void this.#ask());
  }

  #dueMs(id: string): number {
    return this.#due.get(id)?.atMs ?? 0;
  }

  async #ask(): Promise<void> {
    this.#stop = null;
    const nowMs = this.#clock.now();
    const ids = this.#shown.filter((id) => this.#dueMs(id) <= nowMs).slice(0, VERDICT_CALLS_MAX);
    const query = ids.map((id) => `call=${encodeURIComponent(id)}`).join("&");
    this.#asking = true;
    const answer = await this.current((signal) =>
      this.#session.request(`/v1/evaluations?${query}`, { parse: parseEvaluations, signal }),
    );
    this.#asking = false;
    if (answer?.ok) {
      this.#failures = 0;
      this.#take(ids, answer.value);
    } else if (answer) {
      this.#failed(ids, answer.failure);
    }
    this.#arm();
  }

  /** A call without an answer is outside of the grant, and so it stays. */
  #take(ids: readonly string[], summaries: readonly EvaluationSummary[]): void {
    const known = new Map(this.state.known);
    const found = new Map(summaries.map((summary) => [summary.callId, summary]));
    for (const id of ids) {
      const summary = found.get(id);
      const tries = (this.#due.get(id)?.tries ?? -1) + 1;
      const isFinal = summary?.verdict !== "pending" && summary?.reason !== "too_old";
      const waitMs = isFinal ? Number.POSITIVE_INFINITY : waitAfter(tries);
      this.#due.set(id, { atMs: this.#clock.now() + waitMs, tries });
      if (summary) known.set(id, summary);
    }
    this.set({ known });
  }

  #failed(ids: readonly string[], failure: Failure): void {
    const code = failure.kind === "problem" && failure.problem.code;
    if (code === "not_configured" || code === "scope_missing") {
      this.set({ refused: true });
      return;
    }
    this.#notBeforeMs = this.#clock.now() + Math.max(retryAfterMs(failure), waitAfter(this.#failures));
    this.#failures += 1;
    const known = new Map(this.state.known);
    for (const id of ids) known.set(id, known.get(id) ?? unavailable(id));
    this.set({ known });
  }
}

function waitAfter(tries: number): number {
  return Math.min(VERDICT_WAIT_MAX_MS, VERDICT_WAIT_FIRST_MS * 2 ** tries);
}

function unavailable(callId: string): EvaluationSummary {
  return { callId, verdict: "pending", reason: "unavailable", passed: 0, failed: 0, total: 0 };
}

/** Reads the answer of `GET /v1/evaluations`. Invalid items are skipped. */
function parseEvaluations(body: unknown): EvaluationSummary[] | undefined {
  const items = fieldsOf(body)?.items;
  if (!Array.isArray(items)) return undefined;
  return items.map(parseEvaluationSummary).filter((summary) => summary !== undefined);
}
