/** Whether there is room, or how long until there is. */
export type Take = { ok: true } | { ok: false; retryAfterSeconds: number };

const WINDOW_SECONDS = 60;

const CREATE_USES =
  "CREATE TABLE IF NOT EXISTS uses (name TEXT NOT NULL, second INTEGER NOT NULL, count INTEGER NOT NULL, PRIMARY KEY (name, second)) WITHOUT ROWID";
const ADD_USE =
  "INSERT INTO uses (name, second, count) VALUES (?, ?, ?) ON CONFLICT (name, second) DO UPDATE SET count = count + excluded.count";

/**
 * Counts uses a minute in a Durable Object's SQLite, by the second: in no 60 s are there more than
 * the limit. What it counts survives the object being put to sleep.
 */
export class SlidingWindow {
  readonly #sql: SqlStorage;
  #isReady = false;
  #sweptSecond = 0;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** Takes `count` uses, all or none. */
  take(name: string, limit: number, count: number, nowMs: number): Take {
    const second = Math.floor(nowMs / 1000);
    this.#prepare();
    this.#sweep(second);
    // One second more than the window, since the current second and the oldest are both cut short.
    const uses = this.#sql
      .exec<{ second: number; count: number }>(
        "SELECT second, count FROM uses WHERE name = ? AND second >= ? ORDER BY second",
        name,
        second - WINDOW_SECONDS,
      )
      .toArray();
    let excess = uses.reduce((sum, use) => sum + use.count, 0) + count - limit;
    if (excess <= 0) {
      this.#sql.exec(ADD_USE, name, second, count);
      return { ok: true };
    }
    for (const use of uses) {
      excess -= use.count;
      if (excess <= 0) return { ok: false, retryAfterSeconds: use.second + WINDOW_SECONDS + 1 - second };
    }
    return { ok: false, retryAfterSeconds: WINDOW_SECONDS };
  }

  /** When the last use is forgotten, in milliseconds since 1970; 0 where there is none. */
  endsAtMs(): number {
    this.#prepare();
    const last = this.#sql
      .exec<{ second: number | null }>("SELECT max(second) AS second FROM uses")
      .one().second;
    return last === null ? 0 : (last + WINDOW_SECONDS + 1) * 1000;
  }

  /** Forgets its table with the rest of the object's storage. */
  forget(): void {
    this.#isReady = false;
  }

  #prepare(): void {
    if (!this.#isReady) this.#sql.exec(CREATE_USES);
    this.#isReady = true;
  }

  #sweep(second: number): void {
    if (second - this.#sweptSecond < WINDOW_SECONDS) return;
    this.#sql.exec("DELETE FROM uses WHERE second < ?", second - WINDOW_SECONDS);
    this.#sweptSecond = second;
  }
}
