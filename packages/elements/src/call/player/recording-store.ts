import type { RecordingTicket } from "@keyhole/contract";
import type { Clock } from "../../base/clock.ts";
import {
  POLL_GROWTH,
  RECORDING_TRIES,
  RECORDING_WAIT_FIRST_MS,
  RECORDING_WAIT_MAX_MS,
  RETRY_FAILED_MS,
} from "../../base/limits.ts";
import { fieldsOf, stringOf } from "../../base/parse-fields.ts";
import { parseUrl } from "../../base/parse-url.ts";
import { Store } from "../../base/store.ts";
import type { Failure, Session } from "../../session/index.ts";
import { keepKnown } from "../../session/keep-known.ts";
import { mayPass } from "../../session/may-pass.ts";
import { retryAfterMs } from "../../session/retry-after.ts";
import type { OpenCall } from "../model/call-host.ts";

/**
 * - `none`: the call has no recording.
 * - `not-ready`: the recording is being prepared, and is requested again later.
 * - `gone`: the recording was deleted.
 */
export interface RecordingState {
  readonly phase: "idle" | "loading" | "ready" | "none" | "not-ready" | "gone" | "failed";
  readonly ticket: RecordingTicket | null;
  readonly failure: Failure | null;
}

/** The ticket of one call's recording. */
export class RecordingStore extends Store<RecordingState> {
  readonly #path: string;
  readonly #session: Session;
  readonly #clock: Clock;
  #stop = () => {};
  #tries = 0;
  #waitMs = RECORDING_WAIT_FIRST_MS;
  #loading: Promise<void> | null = null;

  constructor({ session, id }: Pick<OpenCall, "session" | "id">, clock: Clock) {
    super({ phase: "idle", ticket: null, failure: null });
    this.#session = session;
    this.#path = `/v1/calls/${encodeURIComponent(id)}/recording`;
    this.#clock = clock;
  }

  /**
   * Requests a ticket, the first or another. Callers share a request that is under way. A failure may stay until the
   * answer.
   */
  load(keepsFailure = false): Promise<void> {
    this.#loading ??= this.#load(keepsFailure).finally(() => {
      this.#loading = null;
    });
    return this.#loading;
  }

  /** Starts over after the store gave up. */
  retry(): Promise<void> {
    this.#tries = 0;
    this.#waitMs = RECORDING_WAIT_FIRST_MS;
    return this.load();
  }

  override close(): void {
    this.#stop();
    super.close();
  }

  async #load(keepsFailure: boolean): Promise<void> {
    this.#stop();
    // A ticket stays in use until the next one arrives.
    if (!this.state.ticket && !keepsFailure) this.set({ phase: "loading", failure: null });
    const answer = await this.current((signal) =>
      this.#session.request(this.#path, { method: "POST", parse: parseTicket, signal }),
    );
    if (!answer) return;
    if (answer.ok) return this.set({ phase: "ready", ticket: answer.value, failure: null });
    const { failure } = answer;
    const code = failure.kind === "problem" ? failure.problem.code : null;
    if (code === "recording_not_ready") return this.#wait(failure);
    if (code === "not_found")
      return this.set({ phase: this.state.ticket ? "gone" : "none", ticket: null, failure: null });
    this.set({ phase: "failed", ticket: null, failure: keepKnown(this.state.failure, failure) });
    if (!mayPass(failure)) return;
    const waitMs = Math.max(retryAfterMs(failure), RETRY_FAILED_MS);
    this.#stop = this.#clock.after(waitMs, () => void this.load(true));
  }

  #wait(failure: Failure): void {
    this.set({ phase: "not-ready", ticket: null, failure: null });
    this.#tries += 1;
    if (this.#tries >= RECORDING_TRIES) return;
    this.#stop = this.#clock.after(Math.max(retryAfterMs(failure), this.#waitMs), () => void this.load());
    this.#waitMs = Math.min(RECORDING_WAIT_MAX_MS, this.#waitMs * POLL_GROWTH);
  }
}

/** Reads the answer of `POST /v1/calls/:id/recording`. */
function parseTicket(body: unknown): RecordingTicket | undefined {
  const fields = fieldsOf(body);
  const url = stringOf(fields?.url);
  const expiresAt = stringOf(fields?.expiresAt);
  if (!url || !parseUrl(url) || !expiresAt || Number.isNaN(Date.parse(expiresAt))) return undefined;
  return { url, expiresAt };
}
