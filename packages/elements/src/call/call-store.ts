import type { CallDetail, CallSummary } from "@keyhole/contract";
import type { Clock } from "../base/clock.ts";
import { SUMMARY_WAIT_MS } from "../base/limits.ts";
import type { Failure, Session } from "../session/index.ts";
import type { Kit } from "./kit.ts";
import { parseCallDetail } from "./parse-call-detail.ts";

/** One call. `summary` is the row that was chosen, where there was one; it is shown until the rest is there. */
export interface CallState {
  /** `gone`: it was there, and is no longer. */
  readonly phase: "loading" | "ready" | "failed" | "gone";
  readonly summary: CallSummary | null;
  readonly detail: CallDetail | null;
  /** Why the last request failed. What was there stays. */
  readonly failure: Failure | null;
}

export interface CallObserver {
  changed(): void;
  failed(failure: Failure): void;
}

/** One call's details without a DOM. */
export class CallStore {
  #state: CallState;
  readonly #id: string;
  readonly #session: Session;
  readonly #parseCall: Kit["parseCall"];
  readonly #clock: Clock;
  readonly #observer: CallObserver;
  readonly #run = new AbortController();

  constructor(
    { session, id, summary }: { session: Session; id: string; summary: CallSummary | null },
    { parseCall, clock }: { parseCall: Kit["parseCall"]; clock: Clock },
    observer: CallObserver,
  ) {
    this.#state = { phase: "loading", summary, detail: null, failure: null };
    this.#id = id;
    this.#session = session;
    this.#parseCall = parseCall;
    this.#clock = clock;
    this.#observer = observer;
  }

  get state(): CallState {
    return this.#state;
  }

  /** Whether more may come: the call waits or goes on, or has just ended and has no summary yet. */
  get live(): boolean {
    const { phase, detail } = this.#state;
    if (phase !== "ready" || !detail) return false;
    const { status, endedAt, summary } = detail;
    if (status === "waiting" || status === "active") return true;
    return summary === null && endedAt !== null && this.#clock.now() - Date.parse(endedAt) < SUMMARY_WAIT_MS;
  }

  async load(): Promise<void> {
    this.#set({ phase: "loading", failure: null });
    await this.poll();
  }

  /** Asks again; resolves to whether anything is new. A failure leaves what is there. */
  async poll(): Promise<boolean> {
    const { signal } = this.#run;
    const answer = await this.#session.request(`/v1/calls/${encodeURIComponent(this.#id)}`, {
      parse: (body) => parseCallDetail(this.#parseCall, body, this.#id),
      signal,
    });
    if (signal.aborted || (!answer.ok && "dropped" in answer)) return false;
    const { detail: known } = this.#state;
    if (answer.ok) {
      const changed = JSON.stringify(known) !== JSON.stringify(answer.value);
      if (changed || this.#state.failure) this.#set({ phase: "ready", detail: answer.value, failure: null });
      return changed;
    }
    const { failure } = answer;
    const gone = known && failure.kind === "problem" && failure.problem.code === "not_found";
    this.#set(gone ? { phase: "gone", failure: null } : { phase: known ? "ready" : "failed", failure });
    if (!gone) this.#observer.failed(failure);
    return false;
  }

  close(): void {
    this.#run.abort();
  }

  #set(change: Partial<CallState>): void {
    this.#state = { ...this.#state, ...change };
    this.#observer.changed();
  }
}
