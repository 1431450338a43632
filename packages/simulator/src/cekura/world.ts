import type { RecordingFile } from "../audio/recording-file.ts";
import { mix32 } from "../base/random.ts";
import type { CallRow } from "../calls/call-row.ts";
import { callDurationMicros } from "../calls/call-row.ts";
import { textsOf } from "../calls/call-texts.ts";
import { makeRows } from "../calls/make-rows.ts";
import { wallClockLagMs } from "../calls/recording.ts";
import { SHOWCASE_CALL_IDS } from "../calls/showcase.ts";
import { CallStore } from "../store/call-store.ts";
import type { NumberedTurn } from "../transcript/visible-transcript.ts";
import { cekuraAgentOf, OUTBOUND_AGENTS } from "./agents.ts";
import type { CallLog, CallLogState, CekuraTurn, Review } from "./call-log.ts";
import { evaluate, evaluatedMicros, type Quotable } from "./evaluation.ts";

export interface WorldOptions {
  /** Ultravox's calls. */
  readonly store: CallStore;
  readonly seed: number;
  /** When the data's clock starts, in milliseconds since 1970. */
  readonly nowMs: number;
  /** The data's clock. */
  readonly nowMicros: () => number;
  /** Whether an Ultravox call that ends while the simulator runs arrives by itself. */
  readonly importsEndedCalls: boolean;
  readonly recordingUrl: (row: CallRow) => string;
  /** Hears of a call that was sent. */
  readonly onReceive?: (state: CallLogState) => void;
}

/** A call as it was sent. */
export interface ReceivedCall {
  readonly callId: string;
  /** How often. */
  readonly times: number;
  /** The fields that were sent last. */
  readonly fields: Readonly<Record<string, unknown>>;
}

const ULTRAVOX_LOG_ID_MIN = 5_000_000;
const OUTBOUND_LOG_ID_MIN = 7_000_000;
const SENT_LOG_ID_MIN = 9_000_000;
/** One call on another platform for so many of Ultravox. */
const OUTBOUND_SHARE = 8;

const ROLES = { agent: "Main Agent", user: "Testing Agent" } as const;

/** The call logs of the simulated organization. Everything heavy is computed when it is read. */
export class CekuraWorld {
  readonly #options: WorldOptions;
  /** Calls of other platforms. */
  readonly #outbound: CallStore;
  /** Calls that were sent, by the provider's id. */
  readonly #sent = new Map<string, CallLog>();
  readonly #received = new Map<string, ReceivedCall>();
  readonly #reviews = new Map<number, Review>();

  constructor(options: WorldOptions) {
    this.#options = options;
    const count = Math.floor(options.store.rows.length / OUTBOUND_SHARE);
    const rows = makeRows(mix32(options.seed ^ 0xce_4a), count, options.nowMs);
    // The showcase has the same ids in every data set, and is Ultravox's here.
    const showcase = new Set<string>(Object.values(SHOWCASE_CALL_IDS));
    this.#outbound = new CallStore(rows.filter(({ callId }) => !showcase.has(callId)));
  }

  /**
   * The call logs that there are now and that `holds` accepts, newest first; `callIds` limits the search to those. An
   * evaluation is computed from the whole transcript, so only for these.
   */
  *states(callIds: readonly string[] | null, holds: (log: CallLog) => boolean): Generator<CallLogState> {
    const logs = callIds === null ? this.#all() : callIds.flatMap((callId) => this.#withCallId(callId) ?? []);
    for (const log of logs) if (holds(log)) yield this.#state(log);
  }

  find(id: number): CallLogState | undefined {
    for (const log of this.#all()) if (log.id === id) return this.#state(log);
    return undefined;
  }

  vote(id: number, metricId: number, isUp: boolean | null, feedback: string): void {
    const votes = new Map(this.#reviews.get(id)?.votes).set(metricId, isUp);
    this.#reviews.set(id, { votes, feedback });
  }

  reviewOf(id: number): Review | undefined {
    return this.#reviews.get(id);
  }

  /** The recording of a call on another platform; null where there is none. */
  recording(callId: string): RecordingFile | null {
    const row = this.#outbound.find(callId);
    return row === undefined ? null : this.#outbound.recording(row);
  }

  /** Takes a call that was sent. The same call id again replaces it and keeps its own id. */
  receive(
    given: Omit<CallLog, "id" | "arrivedMicros" | "seed">,
    fields: ReceivedCall["fields"],
  ): CallLogState {
    const { callId } = given;
    const times = (this.#received.get(callId)?.times ?? 0) + 1;
    this.#received.set(callId, { callId, times, fields });
    const known = this.#withCallId(given.callId);
    const log: CallLog = {
      ...given,
      id: known?.id ?? SENT_LOG_ID_MIN + this.#sent.size,
      seed: mix32(this.#options.seed ^ this.#sent.size),
      arrivedMicros: known?.arrivedMicros ?? this.#options.nowMicros(),
    };
    this.#sent.set(given.callId, log);
    const state = this.#state(log);
    this.#options.onReceive?.(state);
    return state;
  }

  /** The calls that were sent, oldest first. */
  received(): Iterable<ReceivedCall> {
    return this.#received.values();
  }

  #state(log: CallLog): CallLogState {
    const atMicros = evaluatedMicros(log.seed, log.arrivedMicros);
    const isDone = atMicros <= this.#options.nowMicros();
    const evaluation = isDone ? evaluate(log.seed, quotable(log.turns())) : null;
    return { log, evaluation, evaluatedMicros: atMicros, review: this.#reviews.get(log.id) };
  }

  *#all(): Generator<CallLog> {
    const sources = [this.#sentLogs(), this.#imported(), this.#outboundLogs()];
    const heads = sources.map((source) => source.next());
    for (;;) {
      let newest = -1;
      for (const [index, head] of heads.entries()) {
        const best = heads[newest];
        if (
          !head.done &&
          (best === undefined || best.done || head.value.startedMicros > best.value.startedMicros)
        )
          newest = index;
      }
      const head = heads[newest];
      if (head === undefined || head.done) return;
      yield head.value;
      heads[newest] = sources[newest]?.next() ?? { done: true, value: undefined };
    }
  }

  *#sentLogs(): Generator<CallLog> {
    yield* [...this.#sent.values()].toSorted((one, other) => other.startedMicros - one.startedMicros);
  }

  *#imported(): Generator<CallLog> {
    const { rows } = this.#options.store;
    for (let index = rows.length - 1; index >= 0; index -= 1) {
      const row = rows[index];
      const log = row === undefined || this.#sent.has(row.callId) ? null : this.#importedLog(row);
      if (log !== null) yield log;
    }
  }

  /** A call of Ultravox arrives when it ends. Those without an agent, or that nobody joined, never do. */
  #importedLog(row: CallRow): CallLog | null {
    const { nowMs, nowMicros, importsEndedCalls, store } = this.#options;
    const agent = row.agent === null ? undefined : cekuraAgentOf(row.agent);
    if (agent === undefined || row.joinedMicros === null || row.endedMicros === null) return null;
    if (row.endedMicros > (importsEndedCalls ? nowMicros() : nowMs * 1000)) return null;
    const metadata = { ...row.metadata, ultravox_agent_id: agent.providerId };
    return this.#rowLog(row, { store, agent, id: ULTRAVOX_LOG_ID_MIN + row.sequence, metadata });
  }

  *#outboundLogs(): Generator<CallLog> {
    for (const row of this.#outbound.rows.toReversed()) {
      const agent = OUTBOUND_AGENTS[row.sequence % OUTBOUND_AGENTS.length];
      if (agent === undefined || row.endedMicros === null || row.joinedMicros === null) continue;
      const id = OUTBOUND_LOG_ID_MIN + row.sequence;
      yield this.#rowLog(row, { store: this.#outbound, agent, id, metadata: { call_type: "outbound" } });
    }
  }

  #rowLog(
    row: CallRow,
    { store, ...given }: { store: CallStore } & Pick<CallLog, "id" | "agent" | "metadata">,
  ): CallLog {
    const endedMicros = row.endedMicros ?? 0;
    return {
      ...given,
      callId: row.callId,
      seed: row.seed,
      startedMicros: row.joinedMicros ?? row.createdMicros,
      durationMs: Math.floor((callDurationMicros(row) ?? 0) / 1000),
      arrivedMicros: endedMicros,
      endedReason: row.endReason ?? "",
      customerNumber: "",
      topic: () => textsOf(row).shortSummary ?? "",
      turns: () => store.visible(row, endedMicros).turns.flatMap((turn) => toTurn(turn, wallClockLagMs(row))),
      recordingUrl: () => this.#options.recordingUrl(row),
    };
  }

  #withCallId(callId: string): CallLog | undefined {
    const sent = this.#sent.get(callId);
    const row = this.#options.store.find(callId);
    const imported = row === undefined ? null : this.#importedLog(row);
    if (sent !== undefined || imported !== null) return sent ?? imported ?? undefined;
    for (const log of this.#outboundLogs()) if (log.callId === callId) return log;
    return undefined;
  }
}

function quotable(turns: readonly CekuraTurn[]): Quotable[] {
  return turns.flatMap(({ role, content, start_time }) =>
    role === "Main Agent" || role === "Testing Agent"
      ? [{ text: String(content), startMs: Number(start_time) * 1000 }]
      : [],
  );
}

/** Times are seconds from the start of the recording. */
function toTurn(turn: NumberedTurn, lagMs: number): CekuraTurn[] {
  const startMs = turn.startMs ?? Math.max(0, turn.appearsMs - lagMs);
  const times = {
    timestamp: startMs / 1000,
    start_time: startMs / 1000,
    end_time: (turn.endMs ?? startMs) / 1000,
  };
  const { role, text, invocationId: id, toolName: name } = turn;
  switch (role) {
    case "agent":
    case "user":
      return [{ role: ROLES[role], content: text, ...times }];
    case "tool_call":
      return [{ role: "Function Call", content: "", ...times, data: { id, name, arguments: text } }];
    case "tool_result":
      return [{ role: "Function Call Result", content: "", ...times, data: { id, name, result: text } }];
    case "unspecified":
      return [];
  }
}
