import type { RecordingFile } from "../audio/recording-file.ts";
import type { Utterance } from "../audio/render-pcm.ts";
import { TRANSCRIPTS_KEPT } from "../base/limits.ts";
import { mix32, Random } from "../base/random.ts";
import { MICROS_PER_DAY } from "../base/time.ts";
import type { CallRow } from "../calls/call-row.ts";
import { textsOf } from "../calls/call-texts.ts";
import { lapse } from "../calls/call-times.ts";
import { makeRows } from "../calls/make-rows.ts";
import { recordingForm, recordingMs, wallClockLagMs } from "../calls/recording.ts";
import { makeEvents, type SimulatedEvent } from "../transcript/call-events.ts";
import { makeTranscript, type Transcript } from "../transcript/transcript.ts";
import { isAudible } from "../transcript/turn.ts";
import {
  type AddedTurn,
  type VisibleTranscript,
  visibleTranscript,
} from "../transcript/visible-transcript.ts";

/** What remains of a deleted call. */
export interface Tombstone {
  readonly row: CallRow;
  readonly createdMicros: number;
  readonly sequence: number;
  readonly deletedMicros: number;
  readonly hadSummary: boolean;
}

/** Number of calls deleted before the data's clock starts. */
const TOMBSTONE_COUNT = 15;
/** Extra rows, so that the showcase does not take one of the deleted calls. */
const SPARE_ROWS = 40;

/** The tombstones of a data set, oldest first. Their calls are in no data set. */
export function makeTombstones(seed: number, nowMs: number): Tombstone[] {
  const rows = makeRows(mix32(seed ^ 0x70_6d_b5), TOMBSTONE_COUNT + SPARE_ROWS, nowMs).slice(
    0,
    TOMBSTONE_COUNT,
  );
  return rows.map((row) => {
    const ageMicros = nowMs * 1000 - row.createdMicros;
    const days = Random.for(row.seed, "deleted").fraction() * 10;
    return bury(row, row.createdMicros + Math.min(ageMicros, Math.floor(days * MICROS_PER_DAY)));
  });
}

/** The tombstone of a call deleted at a given time. */
function bury(row: CallRow, deletedMicros: number): Tombstone {
  const { createdMicros, sequence } = row;
  return { row, createdMicros, sequence, deletedMicros, hadSummary: textsOf(row).summary !== null };
}

/** By which started calls end. */
export interface StoreTime {
  /** The data's clock. */
  readonly nowMicros: () => number;
  /** Hears of a call that has ended because its time was up. */
  readonly onLapse: (ended: CallRow) => void;
}

const STANDSTILL: StoreTime = { nowMicros: () => 0, onLapse: () => {} };

/** All calls in memory, oldest first. Calls can be added, replaced and deleted. */
export class CallStore {
  readonly #rows: CallRow[];
  readonly #byId = new Map<string, CallRow>();
  readonly #tombstones: Tombstone[];
  readonly #searchTexts = new WeakMap<CallRow, string>();
  /** The most recently used transcripts, the latest at the end. */
  readonly #transcripts = new Map<string, Transcript>();
  readonly #addedTurns = new Map<string, AddedTurn[]>();
  /** Ids of the started calls that have not ended. Only they end by themselves. */
  readonly #open = new Set<string>();
  readonly #time: StoreTime;
  #nextSequence: number;

  /**
   * `rows` and `tombstones` must be in ascending order of creation. By `time` started
   * calls end.
   */
  constructor(rows: CallRow[], tombstones: Tombstone[] = [], time: StoreTime = STANDSTILL) {
    this.#rows = rows;
    this.#tombstones = tombstones;
    this.#time = time;
    this.#nextSequence = rows.length;
    for (const row of rows) this.#byId.set(row.callId, row);
  }

  get rows(): readonly CallRow[] {
    this.#endLapsed();
    return this.#rows;
  }

  get tombstones(): readonly Tombstone[] {
    return this.#tombstones;
  }

  /** The sequence number of the next added call. Numbers are never reused. */
  takeSequence(): number {
    this.#nextSequence += 1;
    return this.#nextSequence - 1;
  }

  find(callId: string): CallRow | undefined {
    this.#endLapsed();
    return this.#byId.get(callId.toLowerCase());
  }

  findTombstone(callId: string): Tombstone | undefined {
    return this.#tombstones.find(({ row }) => row.callId === callId.toLowerCase());
  }

  /** Inserts a call by its creation time, after those of the same microsecond. */
  add(row: CallRow): void {
    insert(this.#rows, row);
    this.#byId.set(row.callId, row);
    if (row.plan.started !== undefined) this.#open.add(row.callId);
  }

  /** Replaces the call that has the same id. */
  replace(row: CallRow): void {
    this.#rows.splice(this.#indexOf(row), 1, row);
    this.#byId.set(row.callId, row);
    this.#transcripts.delete(row.callId);
    if (row.endedMicros !== null) this.#open.delete(row.callId);
  }

  /** Deletes a call and leaves a tombstone. */
  delete(row: CallRow, nowMicros: number): void {
    this.#rows.splice(this.#indexOf(row), 1);
    this.#byId.delete(row.callId);
    this.#transcripts.delete(row.callId);
    this.#addedTurns.delete(row.callId);
    this.#open.delete(row.callId);
    insert(this.#tombstones, bury(row, nowMicros));
  }

  addTurn(row: CallRow, turn: AddedTurn): void {
    this.#addedTurns.set(row.callId, [...(this.#addedTurns.get(row.callId) ?? []), turn]);
  }

  /** The planned transcript of a call, without added turns. */
  #transcript(row: CallRow): Transcript {
    const transcript = this.#transcripts.get(row.callId) ?? makeTranscript(row);
    this.#transcripts.delete(row.callId);
    this.#transcripts.set(row.callId, transcript);
    for (const oldest of this.#transcripts.keys()) {
      if (this.#transcripts.size <= TRANSCRIPTS_KEPT) break;
      this.#transcripts.delete(oldest);
    }
    return transcript;
  }

  /** The part of a transcript that can be read at a given time, added turns included. */
  visible(row: CallRow, nowMicros: number): VisibleTranscript {
    const added = this.#addedTurns.get(row.callId) ?? [];
    return visibleTranscript(this.#transcript(row), added, elapsedMs(row, nowMicros));
  }

  /** The file of a call's recording. Null if recording was off, nobody joined or the call still runs. */
  recording(row: CallRow): RecordingFile | null {
    const form = recordingForm(row);
    const durationMs = recordingMs(row);
    if (form === null || durationMs === null || row.endedMicros === null) return null;
    const { turns } = this.visible(row, row.endedMicros);
    return { form, durationMs, utterances: utterancesOf(turns, durationMs), endedMicros: row.endedMicros };
  }

  /** The events of a call up to a given time. */
  events(row: CallRow, nowMicros: number): SimulatedEvent[] {
    const untilMs = elapsedMs(row, nowMicros) - wallClockLagMs(row);
    return makeEvents(row, this.#transcript(row)).filter((event) => event.atMs <= untilMs);
  }

  /** The text that `search` matches: both summaries and the agent's name, in lower case. */
  searchText(row: CallRow): string {
    const known = this.#searchTexts.get(row);
    if (known !== undefined) return known;
    const texts = textsOf(row);
    const text = [texts.summary, texts.shortSummary, row.agent?.name].join("\n").toLowerCase();
    this.#searchTexts.set(row, text);
    return text;
  }

  /** Ends the started calls whose time is up, so that every reader finds them ended. */
  #endLapsed(): void {
    if (this.#open.size === 0) return;
    const nowMicros = this.#time.nowMicros();
    for (const callId of [...this.#open]) {
      const row = this.#byId.get(callId);
      const end = row === undefined ? null : lapse(row, nowMicros);
      if (row === undefined || end === null) continue;
      const ended = { ...row, ...end };
      this.replace(ended);
      this.#time.onLapse(ended);
    }
  }

  #indexOf(row: CallRow): number {
    return this.#rows.findIndex((other) => other.callId === row.callId);
  }
}

/**
 * How long a call has lasted by the wall clock. Infinite once it has ended, so that all its turns are visible. A call
 * that a test has ended keeps its duration, because its later turns never happened.
 */
export function elapsedMs(row: CallRow, nowMicros: number): number {
  if (row.joinedMicros === null) return 0;
  if (row.endedMicros === null) return (nowMicros - row.joinedMicros) / 1000;
  return row.plan.live === true ? (row.endedMicros - row.joinedMicros) / 1000 : Number.POSITIVE_INFINITY;
}

function insert<Row extends { readonly createdMicros: number }>(rows: Row[], row: Row): void {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((rows[middle]?.createdMicros ?? Number.POSITIVE_INFINITY) <= row.createdMicros) low = middle + 1;
    else high = middle;
  }
  rows.splice(low, 0, row);
}

/** The audible turns in order. A turn that overlaps an earlier one is cut to the free time. */
function utterancesOf(turns: VisibleTranscript["turns"], durationMs: number): readonly Utterance[] {
  const utterances: Utterance[] = [];
  const audible = turns.filter(isAudible).toSorted((one, other) => one.startMs - other.startMs);
  for (const { role, startMs, endMs } of audible) {
    const from = Math.max(startMs, utterances.at(-1)?.endMs ?? 0);
    const to = Math.min(endMs, durationMs);
    if (from < to) utterances.push({ speaker: role, startMs: from, endMs: to });
  }
  return utterances;
}
