import type { RecordingTicket } from "@keyhole/contract";
import type { Clock } from "../../base/clock.ts";
import {
  POLL_GROWTH,
  RECORDING_TRIES,
  RECORDING_WAIT_FIRST_MS,
  RECORDING_WAIT_MAX_MS,
} from "../../base/limits.ts";
import type { Failure, Session } from "../../session/index.ts";
import { parseTicket } from "./parse-ticket.ts";

/**
 * - `none`: the call has no recording.
 * - `not-ready`: it is being prepared, and asked for again after a while.
 * - `gone`: it was there, and is no longer.
 */
export interface RecordingState {
  readonly phase: "idle" | "loading" | "ready" | "none" | "not-ready" | "gone" | "failed";
  readonly ticket: RecordingTicket | null;
  readonly failure: Failure | null;
}

export interface RecordingObserver {
  changed(): void;
  failed(failure: Failure): void;
}

/** Where the recording of one call can be heard, without a DOM. */
export class RecordingStore {
  #state: RecordingState = { phase: "idle", ticket: null, failure: null };
  readonly #path: string;
  readonly #session: Session;
  readonly #clock: Clock;
  readonly #observer: RecordingObserver;
  readonly #run = new AbortController();
  #stop = () => {};
  #tries = 0;
  #waitMs = RECORDING_WAIT_FIRST_MS;
  #asking: Promise<void> | null = null;

  constructor(session: Session, id: string, clock: Clock, observer: RecordingObserver) {
    this.#session = session;
    this.#path = `/v1/calls/${encodeURIComponent(id)}/recording`;
    this.#clock = clock;
    this.#observer = observer;
  }

  get state(): RecordingState {
    return this.#state;
  }

  /** Asks for a ticket, the first or another; those who ask meanwhile get the same. */
  load(): Promise<void> {
    this.#asking ??= this.#load().finally(() => {
      this.#asking = null;
    });
    return this.#asking;
  }

  /** Asks at the wish of the viewer, after the store gave up. */
  retry(): Promise<void> {
    this.#tries = 0;
    this.#waitMs = RECORDING_WAIT_FIRST_MS;
    return this.load();
  }

  close(): void {
    this.#stop();
    this.#run.abort();
  }

  async #load(): Promise<void> {
    const { signal } = this.#run;
    this.#stop();
    // A ticket that is there stays in use until the next one is.
    if (!this.#state.ticket) this.#set({ phase: "loading", failure: null });
    const answer = await this.#session.request(this.#path, { method: "POST", parse: parseTicket, signal });
    if (signal.aborted || (!answer.ok && "dropped" in answer)) return;
    if (answer.ok) return this.#set({ phase: "ready", ticket: answer.value, failure: null });
    const { failure } = answer;
    const code = failure.kind === "problem" ? failure.problem.code : null;
    if (code === "recording_not_ready") return this.#wait(failure);
    if (code === "not_found")
      return this.#set({ phase: this.#state.ticket ? "gone" : "none", ticket: null, failure: null });
    this.#set({ phase: "failed", ticket: null, failure });
    this.#observer.failed(failure);
  }

  #wait(failure: Failure): void {
    this.#set({ phase: "not-ready", ticket: null, failure: null });
    this.#tries += 1;
    if (this.#tries >= RECORDING_TRIES) return;
    const told = failure.kind === "problem" ? (failure.problem.retryAfterSeconds ?? 0) * 1000 : 0;
    this.#stop = this.#clock.after(Math.max(told, this.#waitMs), () => void this.load());
    this.#waitMs = Math.min(RECORDING_WAIT_MAX_MS, this.#waitMs * POLL_GROWTH);
  }

  #set(change: Partial<RecordingState>): void {
    this.#state = { ...this.#state, ...change };
    this.#observer.changed();
  }
}
