import type { CallDetail, CallSummary } from "@keyhole/contract";
import type { Clock } from "../../base/clock.ts";
import { SUMMARY_WAIT_MS } from "../../base/limits.ts";
import { parseCallSummary } from "../../base/parse-call.ts";
import { amountOf, type Fields } from "../../base/parse-fields.ts";
import { Store } from "../../base/store.ts";
import type { Failure, Session } from "../../session/index.ts";
import { isShutOut } from "../../session/is-shut-out.ts";
import { keepKnown } from "../../session/keep-known.ts";
import type { OpenCall } from "./call-host.ts";

export interface CallState {
  /** `gone`: it was there and has been deleted. */
  readonly phase: "loading" | "ready" | "failed" | "gone";
  /** The selected row, if any. Shown until the details arrive. */
  readonly summary: CallSummary | null;
  readonly detail: CallDetail | null;
  /** Why the last request failed. Earlier details stay. */
  readonly failure: Failure | null;
}

/** One call's details. */
export class CallStore extends Store<CallState> {
  readonly #id: string;
  readonly #session: Session;
  readonly #clock: Clock;

  constructor({ session, id, summary }: Omit<OpenCall, "close">, clock: Clock) {
    super({ phase: "loading", summary, detail: null, failure: null });
    this.#id = id;
    this.#session = session;
    this.#clock = clock;
  }

  /** What is known of the call so far. */
  get call(): CallSummary | null {
    return this.state.detail ?? this.state.summary;
  }

  /** Whether the call is waiting or in progress. */
  get ongoing(): boolean {
    const { phase, detail } = this.state;
    return phase === "ready" && (detail?.status === "waiting" || detail?.status === "active");
  }

  /** Whether more may come: the call is ongoing, or has just ended and has no summary yet. */
  get live(): boolean {
    const { phase, detail, failure } = this.state;
    if (isShutOut(failure)) return false;
    if (this.ongoing) return true;
    if (phase !== "ready" || !detail?.endedAt || detail.summary !== null) return false;
    return this.#clock.now() - Date.parse(detail.endedAt) < SUMMARY_WAIT_MS;
  }

  async load(): Promise<void> {
    this.set({ phase: "loading", failure: null });
    await this.poll();
  }

  /** Asks again; resolves to whether the details have changed. A failure keeps what is known. */
  async poll(): Promise<boolean> {
    const answer = await this.current((signal) =>
      this.#session.request(`/v1/calls/${encodeURIComponent(this.#id)}`, {
        parse: (body) => parseCallDetail(body, this.#id),
        signal,
      }),
    );
    if (!answer) return false;
    const { detail: known } = this.state;
    if (answer.ok) {
      const changed = JSON.stringify(known) !== JSON.stringify(answer.value);
      const { phase, failure } = this.state;
      if (changed || failure || phase !== "ready")
        this.set({ phase: "ready", detail: answer.value, failure: null });
      return changed;
    }
    const failure = keepKnown(this.state.failure, answer.failure);
    if (known && failure.kind === "problem" && failure.problem.code === "not_found")
      this.set({ phase: "gone", failure: null });
    else this.set({ phase: known ? "ready" : "failed", failure });
    return false;
  }
}

/** Reads the answer of `GET /v1/calls/:id`; undefined if it is malformed or another call. */
function parseCallDetail(body: unknown, id: string): CallDetail | undefined {
  const call = parseCallSummary(body);
  if (call?.id !== id) return undefined;
  const { joinTimeoutMs, maxDurationMs, languageHint, stages } = body as Fields;
  return {
    ...call,
    joinTimeoutMs: amountOf(joinTimeoutMs),
    maxDurationMs: amountOf(maxDurationMs),
    languageHint: typeof languageHint === "string" && languageHint ? languageHint : null,
    stages: amountOf(stages),
  };
}
