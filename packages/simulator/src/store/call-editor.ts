import type { Clock } from "../base/clock.ts";
import { SUMMARY_DELAY_SECONDS } from "../base/limits.ts";
import { checkCallInput, makeAddedCall } from "../calls/added-call.ts";
import type { CallRow, EndReason } from "../calls/call-row.ts";
import { wallClockLagMs } from "../calls/recording.ts";
import { makeStartedCall, type StartSettings } from "../calls/started-call.ts";
import { checkMessageInput, makeAddedTurn } from "../transcript/added-turn.ts";
import { type CallStore, elapsedMs } from "./call-store.ts";
import { type CallDescription, describeCall } from "./describe-call.ts";

/** What happens to calls while the simulator runs. */
export type CallEvent = "call.started" | "call.joined" | "call.ended" | "call.billed";

export interface CallEditorOptions {
  readonly store: CallStore;
  readonly seed: number;
  readonly clock: Clock;
  /** The data's clock, in milliseconds since 1970. */
  readonly clockMs: () => number;
  /** Hears of each event of a call, in order. */
  readonly onEvent: (event: CallEvent, row: CallRow) => void;
  /** Ends what waits. */
  readonly closed: AbortSignal;
}

/** Adds, changes and describes calls while the simulator runs. Wrong input throws a `TypeError` that names it. */
export class CallEditor {
  readonly #options: CallEditorOptions;
  readonly #store: CallStore;

  constructor(options: CallEditorOptions) {
    this.#options = options;
    this.#store = options.store;
  }

  /** Adds a call and returns its id. */
  addCall(input: unknown): string {
    checkCallInput(input);
    const { seed, clockMs, onEvent } = this.#options;
    const row = makeAddedCall(input, seed, this.#store.takeSequence(), clockMs());
    this.#store.add(row);
    onEvent("call.started", row);
    if (row.joinedMicros !== null) onEvent("call.joined", row);
    if (row.endedMicros !== null) for (const event of END_EVENTS) onEvent(event, row);
    return row.callId;
  }

  /** Starts a call, which then waits to be joined. */
  startCall(settings: StartSettings): CallRow {
    const { seed, onEvent } = this.#options;
    const row = makeStartedCall(settings, seed, this.#store.takeSequence(), this.#nowMicros());
    this.#store.add(row);
    onEvent("call.started", row);
    void this.#endInTime(row.callId, row.joinTimeoutSeconds);
    return row;
  }

  /** Joins a waiting call. `clientVersion` is what the client says about itself. */
  joinCall(callId: string, clientVersion: string | null = null): void {
    const row = this.#find(callId);
    if (row.joinedMicros !== null || row.endedMicros !== null) {
      throw new TypeError("callId: this call does not wait");
    }
    const { started } = row.plan;
    const plan =
      started === undefined
        ? row.plan
        : { ...row.plan, started: { ...started, fields: { ...started.fields, clientVersion } } };
    const joined = { ...row, joinedMicros: this.#nowMicros(), plan };
    this.#store.replace(joined);
    this.#options.onEvent("call.joined", joined);
    if (started !== undefined) void this.#endInTime(callId, row.maxDurationSeconds);
  }

  /** Asks for the call once its time is up, so that it ends even if nobody else asks. */
  async #endInTime(callId: string, seconds: number): Promise<void> {
    const { clock, closed } = this.#options;
    await clock.sleep(seconds * 1000, closed);
    if (!closed.aborted) this.#store.find(callId);
  }

  /** Adds a message to a call that was joined. */
  addMessage(callId: string, input: unknown): void {
    checkMessageInput(input);
    const row = this.#find(callId);
    if (row.joinedMicros === null) throw new TypeError("callId: nobody has joined this call");
    const sinceJoinedMs =
      row.endedMicros === null ? elapsedMs(row, this.#nowMicros()) : Number.POSITIVE_INFINITY;
    this.#store.addTurn(row, makeAddedTurn(input, sinceJoinedMs, wallClockLagMs(row)));
  }

  /** Ends a running call. Its transcript keeps what has been said so far; its summary follows. */
  endCall(callId: string, endReason: EndReason = "hangup"): void {
    const row = this.#find(callId);
    if (row.joinedMicros === null || row.endedMicros !== null) {
      throw new TypeError("callId: this call does not run");
    }
    const endedMicros = Math.max(this.#nowMicros(), row.joinedMicros);
    const ended: CallRow = {
      ...row,
      endedMicros,
      endReason,
      texts: { kind: "pending" },
      // The recording's clock must not shift once the duration is known.
      plan: { ...row.plan, live: true, lagMs: wallClockLagMs(row) },
    };
    this.#store.replace(ended);
    this.finish(ended);
  }

  /** Tells that a call has ended. */
  finish(ended: CallRow): void {
    for (const event of END_EVENTS) this.#options.onEvent(event, ended);
    if (ended.joinedMicros !== null) void this.#writeSummary(ended);
  }

  /** The vendor writes summaries some seconds after a call has ended. */
  async #writeSummary(ended: CallRow): Promise<void> {
    const { clock, closed } = this.#options;
    await clock.sleep(SUMMARY_DELAY_SECONDS * 1000, closed);
    if (closed.aborted || this.#store.find(ended.callId) !== ended) return;
    this.#store.replace({ ...ended, texts: { kind: "seeded" } });
  }

  /** The call that an id names. Throws a `TypeError` if it does not exist. */
  row(callId: string): CallRow {
    return this.#find(callId);
  }

  describeCall(callId: string): CallDescription {
    return describeCall(this.#store, this.#find(callId), this.#nowMicros());
  }

  /** Describes all calls, newest first, each when it is read. */
  *describeCalls(): Generator<CallDescription> {
    for (const row of this.#store.rows.toReversed()) {
      yield describeCall(this.#store, row, this.#nowMicros());
    }
  }

  #nowMicros(): number {
    return Math.floor(this.#options.clockMs() * 1000);
  }

  #find(callId: string): CallRow {
    const row = this.#store.find(callId);
    if (row === undefined) throw new TypeError("callId: there is no such call");
    return row;
  }
}

const END_EVENTS = ["call.ended", "call.billed"] as const;
