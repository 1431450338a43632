import { DurableObject } from "cloudflare:workers";
import { STATE_SWEEP_MS } from "../base/limits/state.ts";
import {
  START_KEPT_MS,
  type StartAnswer,
  type StartClaim,
  type StartEntry,
  StartLedger,
  type StartRef,
  type StartState,
  type StartStore,
  type StartUse,
} from "../starts/start-ledger.ts";

const CREATE = `
  CREATE TABLE IF NOT EXISTS starts (
    id TEXT PRIMARY KEY, hash TEXT NOT NULL, at_ms INTEGER NOT NULL, call_id TEXT, answer TEXT,
    join_before_ms INTEGER NOT NULL, over_by_ms INTEGER NOT NULL, max_duration_ms INTEGER NOT NULL,
    taken_ms INTEGER NOT NULL, is_over INTEGER NOT NULL, viewer TEXT NOT NULL
  ) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS starts_by_time ON starts (at_ms);
  CREATE INDEX IF NOT EXISTS starts_by_call ON starts (call_id);
  CREATE INDEX IF NOT EXISTS open_starts ON starts (at_ms) WHERE is_over = 0;`;

type Row = Record<string, SqlStorageValue> & {
  id: string;
  hash: string;
  at_ms: number;
  call_id: string | null;
  answer: string | null;
  join_before_ms: number;
  over_by_ms: number;
  max_duration_ms: number;
  taken_ms: number;
  is_over: number;
  viewer: string;
};

/** Keeps starts of calls in SQLite: of one viewer, of an audience of a site, or of an upstream key. */
export class StartsObject extends DurableObject implements StartState {
  readonly #ledger = new StartLedger(storeIn(this.ctx.storage));
  #isReady = false;

  async find(ids: readonly string[]): Promise<StartEntry | null> {
    await this.#prepare();
    return this.#ledger.find(ids);
  }

  async claim(claim: StartClaim): Promise<StartAnswer> {
    await this.#prepare();
    return this.#ledger.claim(claim);
  }

  async made(made: Parameters<StartState["made"]>[0]): Promise<void> {
    await this.#prepare();
    return this.#ledger.made(made);
  }

  async release(id: string): Promise<void> {
    await this.#prepare();
    return this.#ledger.release(id);
  }

  async joined(start: StartRef, joinedMs: number): Promise<void> {
    await this.#prepare();
    return this.#ledger.joined(start, joinedMs);
  }

  async left(start: StartRef): Promise<void> {
    await this.#prepare();
    return this.#ledger.left(start);
  }

  async over(start: StartRef, takenMs: number | null): Promise<void> {
    await this.#prepare();
    return this.#ledger.over(start, takenMs);
  }

  async open(filter: Parameters<StartState["open"]>[0]): Promise<readonly StartEntry[]> {
    await this.#prepare();
    return this.#ledger.open(filter);
  }

  async describe(nowMs: number): Promise<StartUse> {
    await this.#prepare();
    return this.#ledger.describe(nowMs);
  }

  async isChallenged(nowMs: number): Promise<boolean> {
    return this.#ledger.isChallenged(nowMs);
  }

  async solved(untilMs: number): Promise<void> {
    await this.#prepare();
    return this.#ledger.solved(untilMs);
  }

  /** Deletes what no limit counts any more, and all storage once nothing is left. */
  override async alarm(): Promise<void> {
    await this.#prepare();
    const { sql } = this.ctx.storage;
    const nowMs = Date.now();
    sql.exec("DELETE FROM starts WHERE at_ms < ?", nowMs - START_KEPT_MS);
    const { count } = sql.exec<{ count: number }>("SELECT count(*) AS count FROM starts").one();
    if (count > 0 || (await this.#ledger.isChallenged(nowMs))) {
      await this.ctx.storage.setAlarm(nowMs + STATE_SWEEP_MS);
      return;
    }
    await this.ctx.storage.deleteAll();
    this.#isReady = false;
  }

  async #prepare(): Promise<void> {
    if (this.#isReady) return;
    this.ctx.storage.sql.exec(CREATE);
    if ((await this.ctx.storage.getAlarm()) === null)
      await this.ctx.storage.setAlarm(Date.now() + STATE_SWEEP_MS);
    this.#isReady = true;
  }
}

const SOLVED = "solved";

function storeIn({ sql, kv }: DurableObjectStorage): StartStore {
  const list = (query: string, ...values: SqlStorageValue[]) =>
    sql
      .exec<Row>(query, ...values)
      .toArray()
      .map(toEntry);
  return {
    get: (id) => list("SELECT * FROM starts WHERE id = ?", id)[0],
    findCall: (callId) => list("SELECT * FROM starts WHERE call_id = ?", callId)[0],
    put(entry) {
      sql.exec(
        "INSERT OR REPLACE INTO starts VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        entry.id,
        entry.hash,
        entry.atMs,
        entry.callId,
        entry.answer,
        entry.joinBeforeMs,
        entry.overByMs,
        entry.maxDurationMs,
        entry.takenMs,
        Number(entry.isOver),
        entry.viewer,
      );
    },
    remove(id) {
      sql.exec("DELETE FROM starts WHERE id = ?", id);
    },
    sumSince(ms) {
      const { count, taken } = sql
        .exec<{ count: number; taken: number }>(
          "SELECT count(*) AS count, total(taken_ms) AS taken FROM starts WHERE at_ms >= ?",
          ms,
        )
        .one();
      return { count, takenMs: taken };
    },
    listSince: (ms, most) => list("SELECT * FROM starts WHERE at_ms >= ? ORDER BY at_ms LIMIT ?", ms, most),
    listOpen: () => list("SELECT * FROM starts WHERE is_over = 0 ORDER BY at_ms"),
    forgetBefore(ms) {
      sql.exec("DELETE FROM starts WHERE at_ms < ?", ms);
    },
    readSolved: () => kv.get<number>(SOLVED) ?? 0,
    writeSolved: (untilMs) => kv.put(SOLVED, untilMs),
  };
}

function toEntry(row: Row): StartEntry {
  return {
    id: row.id,
    viewer: row.viewer,
    hash: row.hash,
    atMs: row.at_ms,
    callId: row.call_id,
    answer: row.answer,
    joinBeforeMs: row.join_before_ms,
    overByMs: row.over_by_ms,
    maxDurationMs: row.max_duration_ms,
    takenMs: row.taken_ms,
    isOver: row.is_over !== 0,
  };
}
