import { DAY_MS, HOUR_MS } from "../base/limits.ts";

/** One start of a call, as a ledger keeps it. */
export interface StartEntry {
  /** Names the start; see `keyhole_start`. */
  id: string;
  /** Hash of what was asked for. */
  hash: string;
  atMs: number;
  /** The call; null until the upstream has answered. */
  callId: string | null;
  /** The sealed answer to the page; null where it is not to be given (again). */
  answer: string | null;
  /** Nobody can join later. */
  joinBeforeMs: number;
  /** The call is over by then at the latest. */
  overByMs: number;
  /** What the start takes of the minutes of a day: all that was reserved until the end, then what it took. */
  takenMs: number;
  isOver: boolean;
}

/** A new start. */
export interface StartClaim {
  id: string;
  hash: string;
  nowMs: number;
  joinTimeoutMs: number;
  maxDurationMs: number;
  limits: readonly StartRule[];
}

/** One limit, by its name in the config or the Worker. */
export type StartRule = { name: string } & (
  | { kind: "starts"; most: number; withinMs: number }
  | { kind: "time"; mostMs: number; withinMs: number }
  | { kind: "at once"; most: number }
);

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
  /** Records that a call is over, by its start or itself, and gives back what it did not take. */
  over(ended: { id: string } | { callId: string }, takenMs: number): Promise<void>;
  /** Whether a challenge that was solved still counts. */
  isChallenged(nowMs: number): Promise<boolean>;
  solved(untilMs: number): Promise<void>;
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

  async claim({ id, hash, nowMs, joinTimeoutMs, maxDurationMs, limits }: StartClaim): Promise<StartAnswer> {
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
      hash,
      atMs: nowMs,
      callId: null,
      answer: null,
      joinBeforeMs,
      overByMs: joinBeforeMs + maxDurationMs,
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
    const longestMs = entry.overByMs - entry.joinBeforeMs;
    this.#store.put({ ...entry, callId, answer, joinBeforeMs, overByMs: joinBeforeMs + longestMs });
  }

  async release(id: string): Promise<void> {
    this.#store.remove(id);
  }

  async over(ended: { id: string } | { callId: string }, takenMs: number): Promise<void> {
    const entry = "id" in ended ? this.#store.get(ended.id) : this.#store.findCall(ended.callId);
    if (entry === undefined) return;
    const taken = Math.max(0, Math.min(entry.takenMs, takenMs));
    this.#store.put({ ...entry, isOver: true, answer: null, takenMs: taken });
  }

  async isChallenged(nowMs: number): Promise<boolean> {
    return this.#store.readSolved() > nowMs;
  }

  async solved(untilMs: number): Promise<void> {
    this.#store.writeSolved(untilMs);
  }

  /** How long until one more start fits under a rule; 0 if it does now. */
  #waitOf(rule: StartRule, maxDurationMs: number, nowMs: number): number {
    if (rule.kind === "at once") return this.#waitForEnd(rule.most, nowMs);
    const since = nowMs - rule.withinMs + 1;
    const sum = this.#store.sumSince(since);
    let excess =
      rule.kind === "starts" ? sum.count + 1 - rule.most : sum.takenMs + maxDurationMs - rule.mostMs;
    if (excess <= 0) return 0;
    for (const entry of this.#store.listSince(since, WAIT_MOST)) {
      excess -= rule.kind === "starts" ? 1 : entry.takenMs;
      if (excess <= 0) return entry.atMs + rule.withinMs - nowMs;
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
