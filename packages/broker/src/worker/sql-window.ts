import { roomFor, type SecondUse, type Taking, usesOf, WINDOW_SECONDS } from "../admission/sliding-window.ts";
import type { Take } from "../admission/state.ts";

const CREATE_USES =
  "CREATE TABLE IF NOT EXISTS uses (name TEXT NOT NULL, second INTEGER NOT NULL, count INTEGER NOT NULL, PRIMARY KEY (name, second)) WITHOUT ROWID";
const ADD_USE =
  "INSERT INTO uses (name, second, count) VALUES (?, ?, ?) ON CONFLICT (name, second) DO UPDATE SET count = count + excluded.count";

/**
 * Counts uses per second in a Durable Object's SQLite, so that no 60 s exceed the limit. The counts survive
 * the object's sleep.
 */
export class SqlWindow {
  readonly #sql: SqlStorage;
  /** What is stored, by name: an object alone writes its storage, and to read it costs as much as to write. */
  readonly #known = new Map<string, SecondUse[]>();
  #isReady = false;
  #sweptSecond = 0;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** Takes `count` uses, all or none. */
  take(name: string, taking: Taking): Take {
    const { limit, count, nowMs } = taking;
    const second = Math.floor(nowMs / 1000);
    this.#prepare();
    this.#sweep(second);
    const known = this.#knownOf(name, second);
    const uses = known.filter((use) => use.second >= second - WINDOW_SECONDS);
    const taken = roomFor(uses, { limit, count, second });
    if (!taken.ok) return taken;
    for (const use of usesOf(taking)) {
      this.#sql.exec(ADD_USE, name, use.second, use.count);
      const same = known.find((one) => one.second === use.second);
      if (same === undefined) known.push(use);
      else same.count += use.count;
    }
    known.sort((one, other) => one.second - other.second);
    return taken;
  }

  /** The uses of a name, oldest first, for a minute longer than they count: clocks of isolates differ. */
  #knownOf(name: string, second: number): SecondUse[] {
    const from = second - 2 * WINDOW_SECONDS;
    const known =
      this.#known.get(name)?.filter((use) => use.second >= from) ??
      this.#sql
        .exec<SecondUse & Record<string, number>>(
          "SELECT second, count FROM uses WHERE name = ? AND second >= ? ORDER BY second",
          name,
          from,
        )
        .toArray();
    this.#known.set(name, known);
    return known;
  }

  /** When the last use expires, in milliseconds since 1970; 0 if there is none. */
  endsAtMs(): number {
    this.#prepare();
    const last = this.#sql
      .exec<{ second: number | null }>("SELECT max(second) AS second FROM uses")
      .one().second;
    return last === null ? 0 : (last + WINDOW_SECONDS + 1) * 1000;
  }

  /** Must be called after the object's storage is deleted: the table is then created again. */
  forget(): void {
    this.#known.clear();
    this.#isReady = false;
  }

  #prepare(): void {
    if (!this.#isReady) this.#sql.exec(CREATE_USES);
    this.#isReady = true;
  }

  #sweep(second: number): void {
    if (second - this.#sweptSecond < WINDOW_SECONDS) return;
    this.#sql.exec("DELETE FROM uses WHERE second < ?", second - 2 * WINDOW_SECONDS);
    this.#sweptSecond = second;
  }
}
