import { DurableObject } from "cloudflare:workers";
import {
  AuditBook,
  type AuditQuery,
  type AuditRow,
  type AuditState,
  type AuditStore,
} from "../audit/audit-state.ts";
import { AUDIT_SWEEP_MS } from "../base/limits/logs.ts";

// One row of SQLite for each event: an index would be another.
const CREATE = `
  CREATE TABLE IF NOT EXISTS events (
    ring TEXT NOT NULL, at_ms INTEGER NOT NULL, id TEXT NOT NULL, record TEXT NOT NULL, PRIMARY KEY (ring, at_ms, id)
  ) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS rings (ring TEXT PRIMARY KEY, count INTEGER NOT NULL) WITHOUT ROWID;`;

const KEEP = "keep";

/** Keeps the audit log of all sites in SQLite. */
export class AuditObject extends DurableObject implements AuditState {
  readonly #store = storeIn(this.ctx.storage.sql);
  readonly #book = new AuditBook(this.#store);
  #isReady = false;

  async write(rows: readonly AuditRow[], keepMs: number): Promise<void> {
    await this.#prepare();
    const { kv } = this.ctx.storage;
    if (kv.get<number>(KEEP) !== keepMs) kv.put(KEEP, keepMs);
    this.#book.write(rows);
  }

  async list(query: AuditQuery): Promise<readonly AuditRow[]> {
    await this.#prepare();
    return this.#book.list(query);
  }

  /** Forgets what is older than the owner wants it kept, and all storage once nothing is left. */
  override async alarm(): Promise<void> {
    await this.#prepare();
    const keepMs = this.ctx.storage.kv.get<number>(KEEP);
    if (keepMs !== undefined) this.#store.dropBefore(Date.now() - keepMs);
    if (this.#store.rings().length > 0) {
      await this.ctx.storage.setAlarm(Date.now() + AUDIT_SWEEP_MS);
      return;
    }
    await this.ctx.storage.deleteAll();
    this.#isReady = false;
  }

  async #prepare(): Promise<void> {
    if (this.#isReady) return;
    this.ctx.storage.sql.exec(CREATE);
    if ((await this.ctx.storage.getAlarm()) === null)
      await this.ctx.storage.setAlarm(Date.now() + AUDIT_SWEEP_MS);
    this.#isReady = true;
  }
}

function storeIn(sql: SqlStorage): AuditStore {
  const changes = () => sql.exec<{ count: number }>("SELECT changes() AS count").one().count;
  const countOf = (ring: string) =>
    sql.exec<{ count: number }>("SELECT count FROM rings WHERE ring = ?", ring).toArray()[0]?.count ?? 0;
  const setCount = (ring: string, count: number) =>
    void sql.exec("INSERT OR REPLACE INTO rings (ring, count) VALUES (?, ?)", ring, count);
  return {
    add(ring, rows) {
      let count = countOf(ring);
      for (const row of rows) {
        sql.exec(
          "INSERT OR IGNORE INTO events (ring, at_ms, id, record) VALUES (?, ?, ?, ?)",
          ring,
          row.atMs,
          row.id,
          JSON.stringify(row),
        );
        count += changes();
      }
      setCount(ring, count);
      return count;
    },
    dropOldest(ring, most) {
      sql.exec(
        `DELETE FROM events WHERE ring = ? AND (at_ms, id) IN (
           SELECT at_ms, id FROM events WHERE ring = ? ORDER BY at_ms, id LIMIT ?)`,
        ring,
        ring,
        most,
      );
      setCount(ring, countOf(ring) - changes());
    },
    dropBefore(ms) {
      for (const ring of this.rings()) {
        sql.exec("DELETE FROM events WHERE ring = ? AND at_ms < ?", ring, ms);
        const left = countOf(ring) - changes();
        if (left > 0) setCount(ring, left);
        else sql.exec("DELETE FROM rings WHERE ring = ?", ring);
      }
    },
    rings: () =>
      sql
        .exec<{ ring: string }>("SELECT ring FROM rings")
        .toArray()
        .map(({ ring }) => ring),
    list(ring, { fromMs, toMs, after, limit }) {
      const { atMs, id } = after ?? { atMs: Number.MAX_SAFE_INTEGER, id: "" };
      return sql
        .exec<{ record: string }>(
          `SELECT record FROM events WHERE ring = ? AND at_ms BETWEEN ? AND ? AND (at_ms, id) < (?, ?)
           ORDER BY at_ms DESC, id DESC LIMIT ?`,
          ring,
          fromMs,
          toMs,
          atMs,
          id,
          limit,
        )
        .toArray()
        .map(({ record }) => JSON.parse(record) as AuditRow);
    },
  };
}
