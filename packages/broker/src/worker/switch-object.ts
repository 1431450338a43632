import { DurableObject } from "cloudflare:workers";
import {
  SwitchBoard,
  type SwitchChange,
  type SwitchEntry,
  type SwitchReading,
  type SwitchState,
  type SwitchStore,
} from "../switches/switch-state.ts";

const CREATE = `
  CREATE TABLE IF NOT EXISTS switches (
    subject TEXT PRIMARY KEY, is_disabled INTEGER NOT NULL, revoked_ms INTEGER NOT NULL, changed_ms INTEGER NOT NULL
  ) WITHOUT ROWID;`;

type Row = Record<string, SqlStorageValue> & {
  subject: string;
  is_disabled: number;
  revoked_ms: number;
  changed_ms: number;
};

/** Keeps the kill switches and revocations of one site in SQLite. */
export class SwitchObject extends DurableObject implements SwitchState {
  readonly #board = new SwitchBoard(storeIn(this.ctx.storage.sql));

  async read(version: string | null): Promise<SwitchReading | null> {
    return this.#board.read(version);
  }

  async change(change: SwitchChange): Promise<"changed" | "full"> {
    return this.#board.change(change);
  }
}

/** Creates the table with the first change: most sites have none. */
function storeIn(sql: SqlStorage): SwitchStore {
  const hasTable = () => sql.exec("SELECT 1 FROM sqlite_master WHERE name = 'switches'").toArray().length > 0;
  const list = (query: string, ...values: SqlStorageValue[]) =>
    hasTable()
      ? sql
          .exec<Row>(query, ...values)
          .toArray()
          .map(toEntry)
      : [];
  return {
    get: (subject) => list("SELECT * FROM switches WHERE subject = ?", subject)[0],
    list: () => list("SELECT * FROM switches"),
    put({ subject, isDisabled, revokedMs, changedMs }) {
      sql.exec(CREATE);
      sql.exec(
        "INSERT OR REPLACE INTO switches VALUES (?, ?, ?, ?)",
        subject,
        Number(isDisabled),
        revokedMs,
        changedMs,
      );
    },
    forgetBefore(ms) {
      if (!hasTable()) return;
      sql.exec("DELETE FROM switches WHERE subject <> '' AND is_disabled = 0 AND revoked_ms < ?", ms);
    },
  };
}

function toEntry({ subject, is_disabled, revoked_ms, changed_ms }: Row): SwitchEntry {
  return { subject, isDisabled: is_disabled !== 0, revokedMs: revoked_ms, changedMs: changed_ms };
}
