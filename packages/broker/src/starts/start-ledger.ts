import { DAY_MS, HOUR_MS } from "../base/durations.ts";
import { OPEN_CALLS_MOST } from "../base/limits/starts.ts";

/** One start of a call, as a ledger keeps it. */
export interface StartEntry {
  /** Names the start; see `keyhole_start`. */
  id: string;
  /** The viewer's name for the owner, see `SubjectNames`. */
  viewer: string;
  /** Hash of what was asked for. */
  hash: string;
  atMs: number;
  /** The call; null until the upstream has answered. */
  callId: string | null;
  /** The sealed answer to the page; null where it is not to be given (again). */
  answer: string | null;
  /** Nobody can join later. */
  joinBeforeMs: number;
  /** The call is over by then at the latest; 0 once its viewer hung up before anybody had joined. */
  overByMs: number;
  maxDurationMs: number;
  /** What the start takes of the minutes of a day: all that was reserved until the end, then what it took. */
  takenMs: number;
  isOver: boolean;
}

/** A start by its own name, by its call's, or by both. */
export type StartRef = { id: string; callId?: string } | { callId: string };

/** A new start. */
export interface StartClaim {
  id: string;
  viewer: string;
  hash: string;
  nowMs: number;
  joinTimeoutMs: number;
  maxDurationMs: number;
  limits: readonly StartRule[];
}

/** One limit, by its name in the config or the Worker. */
export type StartRule = { name: string } & (SlidingRule | { kind: "at once"; most: number });
type SlidingRule =
  | { kind: "starts"; most: number; withinMs: number }
  | { kind: "time"; mostMs: number; withinMs: number };

export type StartAnswer =
  | { kind: "claimed" }
  /** The id is known. Nothing was counted. */
  | { kind: "known"; entry: StartEntry }
  /** A limit is reached. `unsettled` may have ended without this ledger knowing, the oldest first. */
  | { kind: "full"; rule: string; retryAfterMs: number; unsettled: readonly StartEntry[] };

/** Counts starts, once for all isolates: of one viewer, of an audience of a site, or of an upstream key. */
export interface StartState {
  find(ids: readonly string[]): Promise<StartEntry | null>;
  /** Counts a start, before the upstream is asked. */
  claim(claim: StartClaim): Promise<StartAnswer>;
  /** Records the call that a start has made. */
  made(made: { id: string; callId: string; answer: string | null; joinBeforeMs: number }): Promise<void>;
  /** Forgets a start that has made no call: it does not count. */
  release(id: string): Promise<void>;
  /** Records that a call was joined: its answer is given to nobody else. A call that is over stays so. */
  joined(start: StartRef, joinedMs: number): Promise<void>;
  /**
   * Records that its viewer hung up a call that nobody had joined. It counts as none at once any more, but keeps its
   * minutes: its join URL still holds for some seconds.
   */
  left(start: StartRef): Promise<void>;
  /** Records that a call is over, and gives back what it did not take; null: nobody knows what it took. */
  over(start: StartRef, takenMs: number | null): Promise<void>;
  /** Starts whose call may go on, the oldest first; of one viewer, or of all. */
  open(filter: { viewer: string | null; nowMs: number }): Promise<readonly StartEntry[]>;
  /** What is used of limits. */
  describe(nowMs: number): Promise<StartUse>;
  /** Whether a challenge that was solved still counts. */
  isChallenged(nowMs: number): Promise<boolean>;
  solved(untilMs: number): Promise<void>;
}

/** What a ledger counts at a moment. */
export interface StartUse {
  lastMinute: number;
  lastHour: number;
  lastDay: number;
  /** What the calls of the last day take, reserved time included. */
  takenMs: number;
  atOnce: number;
}

/** Where the entries of one ledger are. */
export interface StartStore {
  get(id: string): StartEntry | undefined;
  findCall(callId: string): StartEntry | undefined;
  put(entry: StartEntry): void;
  remove(id: string): void;
  /** Number of starts since then, and what they take together. */
  sumSince(ms: number): { count: number; takenMs: number };
  /** Starts since then, the oldest first. */
  listSince(ms: number, most: number): StartEntry[];
  /** Starts whose call is not known to be over, the oldest first. */
  listOpen(): StartEntry[];
  forgetBefore(ms: number): void;
  /** Until when a solved challenge counts, in milliseconds since 1970; 0 without. */
  readSolved(): number;
  writeSolved(untilMs: number): void;
}

const MINUTE_MS = 60_000;
/** How long an entry is kept: for the longest limit, and for the key of a start that comes again. */
export const START_KEPT_MS = DAY_MS + HOUR_MS;
/** Entries that a refusal names for a look upstream. */
const UNSETTLED_MOST = 10;
/** Entries that are read to tell a wait. */
const WAIT_MOST = 2_000;

/** The rules of a ledger over its entries. Each method is one step: nothing comes between. */
export class StartLedger implements StartState {
  readonly #store: StartStore;

  constructor(store: StartStore) {
    this.#store = store;
  }

  async find(ids: readonly string[]): Promise<StartEntry | null> {
    for (const id of ids) {
      const entry = this.#store.get(id);
      if (entry !== undefined) return entry;
    }
    return null;
  }

  async claim({
    id,
    viewer,
    hash,
    nowMs,
    joinTimeoutMs,
    maxDurationMs,
    limits,
  }: StartClaim): Promise<StartAnswer> {
    const entry = this.#store.get(id);
    if (entry !== undefined) return { kind: "known", entry };
    this.#store.forgetBefore(nowMs - START_KEPT_MS);
    let full: { rule: StartRule; waitMs: number } | null = null;
    for (const rule of limits) {
      const waitMs = this.#waitOf(rule, maxDurationMs, nowMs);
      if (waitMs > (full?.waitMs ?? 0)) full = { rule, waitMs };
    }
    if (full !== null) {
      const { rule, waitMs } = full;
      // Only a call that may still go on is in the way of another; any may have taken less than was reserved.
      const open = this.#store
        .listOpen()
        .filter(({ overByMs }) => rule.kind !== "at once" || overByMs > nowMs);
      const unsettled = rule.kind === "starts" ? [] : open.slice(0, UNSETTLED_MOST);
      return { kind: "full", rule: rule.name, retryAfterMs: waitMs, unsettled };
    }
    const joinBeforeMs = nowMs + joinTimeoutMs;
    this.#store.put({
      id,
      viewer,
      hash,
      atMs: nowMs,
      callId: null,
      answer: null,
      joinBeforeMs,
      overByMs: joinBeforeMs + maxDurationMs,
      maxDurationMs,
      takenMs: maxDurationMs,
      isOver: false,
    });
    return { kind: "claimed" };
  }

  async made({
    id,
    callId,
    answer,
    joinBeforeMs,
  }: {
    id: string;
    callId: string;
    answer: string | null;
    joinBeforeMs: number;
  }): Promise<void> {
    const entry = this.#store.get(id);
    if (entry === undefined) return;
    const overByMs = joinBeforeMs + entry.maxDurationMs;
    // A webhook may have told of its end before.
    const kept = entry.isOver ? null : answer;
    this.#store.put({ ...entry, callId, answer: kept, joinBeforeMs, overByMs });
  }

  async release(id: string): Promise<void> {
    this.#store.remove(id);
  }

  async joined(start: StartRef, joinedMs: number): Promise<void> {
    const entry = this.#entryOf(start);
    if (entry === null) return;
    this.#store.put({ ...entry, answer: null, overByMs: joinedMs + entry.maxDurationMs });
  }

  async left(start: StartRef): Promise<void> {
    const entry = this.#entryOf(start);
    if (entry === null) return;
    this.#store.put({ ...entry, answer: null, overByMs: 0 });
  }

  async over(start: StartRef, takenMs: number | null): Promise<void> {
    const entry = this.#entryOf(start);
    if (entry === null) return;
    const most = entry.maxDurationMs;
    const taken = Math.max(0, Math.min(most, takenMs ?? most));
    this.#store.put({ ...entry, isOver: true, answer: null, takenMs: taken });
  }

  async open({ viewer, nowMs }: { viewer: string | null; nowMs: number }): Promise<readonly StartEntry[]> {
    return (
      this.#store
        .listOpen()
        .filter((entry) => viewer === null || entry.viewer === viewer)
        // Also those that their viewer has hung up: until nobody can join, somebody may.
        .filter(({ joinBeforeMs, maxDurationMs }) => joinBeforeMs + maxDurationMs > nowMs)
        .slice(0, OPEN_CALLS_MOST)
    );
  }

  async describe(nowMs: number): Promise<StartUse> {
    const since = (ms: number) => this.#store.sumSince(nowMs - ms + 1);
    const { count, takenMs } = since(DAY_MS);
    const atOnce = this.#store.listOpen().filter(({ overByMs }) => overByMs > nowMs).length;
    return {
      lastMinute: since(MINUTE_MS).count,
      lastHour: since(HOUR_MS).count,
      lastDay: count,
      takenMs,
      atOnce,
    };
  }

  async isChallenged(nowMs: number): Promise<boolean> {
    return this.#store.readSolved() > nowMs;
  }

  async solved(untilMs: number): Promise<void> {
    this.#store.writeSolved(untilMs);
  }

  /** The entry of a start, with its call. */
  #entryOf(start: StartRef): StartEntry | null {
    const { callId = null } = start;
    const entry =
      (callId === null ? undefined : this.#store.findCall(callId)) ??
      ("id" in start ? this.#store.get(start.id) : undefined);
    if (entry === undefined) return null;
    // A start is of one call: what is told of another is not about it.
    if (callId !== null && entry.callId !== null && entry.callId !== callId) return null;
    return { ...entry, callId: entry.callId ?? callId };
  }

  /** How long until one more start fits under a rule; 0 if it does now. */
  #waitOf(rule: StartRule, maxDurationMs: number, nowMs: number): number {
    if (rule.kind === "at once") return this.#waitForEnd(rule.most, nowMs);
    const since = nowMs - rule.withinMs + 1;
    const sum = this.#store.sumSince(since);
    let excess =
      rule.kind === "starts" ? sum.count + 1 - rule.most : sum.takenMs + maxDurationMs - rule.mostMs;
    if (excess <= 0) return 0;
    const freed = this.#store
      .listSince(since, WAIT_MOST)
      .map((entry) => ({ entry, ms: freesMs(entry, rule) }))
      .sort((one, other) => one.ms - other.ms);
    for (const { entry, ms } of freed) {
      excess -= rule.kind === "starts" ? 1 : entry.takenMs;
      if (excess <= 0) return Math.max(1, ms - nowMs);
    }
    return rule.withinMs;
  }

  /** Waits for the call that has to be over first. */
  #waitForEnd(most: number, nowMs: number): number {
    const ends = this.#store
      .listOpen()
      .map(({ overByMs }) => overByMs)
      .filter((ms) => ms > nowMs)
      .sort((one, other) => one - other);
    const excess = ends.length + 1 - most;
    if (excess <= 0) return 0;
    return (ends[excess - 1] ?? nowMs + DAY_MS) - nowMs;
  }
}

/** When an entry counts no more: one that was left gives its minutes back once nobody can join. */
function freesMs({ atMs, joinBeforeMs, overByMs, isOver }: StartEntry, rule: SlidingRule): number {
  const isLeft = overByMs === 0 && !isOver;
  return isLeft && rule.kind === "time" ? joinBeforeMs : atMs + rule.withinMs;
}

/** Keeps the entries in memory. */
export function createStartList(): StartStore {
  let entries: StartEntry[] = [];
  let solvedUntilMs = 0;
  const since = (ms: number) => entries.filter(({ atMs }) => atMs >= ms);
  return {
    get: (id) => entries.find((entry) => entry.id === id),
    findCall: (callId) => entries.find((entry) => entry.callId === callId),
    put(entry) {
      const index = entries.findIndex(({ id }) => id === entry.id);
      if (index < 0) entries.push(entry);
      else entries[index] = entry;
    },
    remove(id) {
      entries = entries.filter((entry) => entry.id !== id);
    },
    sumSince(ms) {
      const found = since(ms);
      return { count: found.length, takenMs: found.reduce((sum, { takenMs }) => sum + takenMs, 0) };
    },
    listSince: (ms, most) => since(ms).slice(0, most),
    listOpen: () => entries.filter(({ isOver }) => !isOver),
    forgetBefore(ms) {
      entries = entries.filter(({ atMs }) => atMs >= ms);
    },
    readSolved: () => solvedUntilMs,
    writeSolved(untilMs) {
      solvedUntilMs = untilMs;
    },
  };
}
