import { checkCallInput, makeAddedCall } from "../calls/added-call.ts";
import type { CallRow } from "../calls/call-row.ts";
import { wallClockLagMs } from "../calls/recording.ts";
import { checkMessageInput, makeAddedTurn } from "../transcript/added-turn.ts";
import { type CallStore, elapsedMs } from "./call-store.ts";
import { type CallDescription, describeCall } from "./describe-call.ts";

/** Adds, changes and describes calls while the simulator runs. Wrong input throws a `TypeError` that names it. */
export class CallEditor {
  readonly #store: CallStore;
  readonly #seed: number;
  readonly #clockMs: () => number;

  /** `clockMs` is the data's clock, in milliseconds since 1970. */
  constructor(store: CallStore, seed: number, clockMs: () => number) {
    this.#store = store;
    this.#seed = seed;
    this.#clockMs = clockMs;
  }

  /** Adds a call and returns its id. */
  addCall(input: unknown): string {
    checkCallInput(input);
    const row = makeAddedCall(input, this.#seed, this.#store.takeSequence(), this.#clockMs());
    this.#store.add(row);
    return row.callId;
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

  /** Ends a running call. Its transcript keeps what has been said so far. */
  endCall(callId: string): void {
    const row = this.#find(callId);
    if (row.joinedMicros === null || row.endedMicros !== null) {
      throw new TypeError("callId: this call does not run");
    }
    const endedMicros = Math.max(this.#nowMicros(), row.joinedMicros);
    this.#store.replace({
      ...row,
      endedMicros,
      endReason: "hangup",
      texts: { kind: "pending" },
      // The recording's clock must not shift once the duration is known.
      plan: { ...row.plan, live: true, lagMs: wallClockLagMs(row) },
    });
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
    return Math.floor(this.#clockMs() * 1000);
  }

  #find(callId: string): CallRow {
    const row = this.#store.find(callId);
    if (row === undefined) throw new TypeError("callId: there is no such call");
    return row;
  }
}
