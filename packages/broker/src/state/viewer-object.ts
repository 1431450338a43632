import { DurableObject } from "cloudflare:workers";
import type { AssertionUse, ViewerState } from "./viewer-state.ts";

const CREATE_ASSERTIONS =
  "CREATE TABLE IF NOT EXISTS assertions (id TEXT PRIMARY KEY, thumbprint TEXT NOT NULL, expires_at_ms INTEGER NOT NULL)";

/**
 * What is remembered of one viewer (a site and a subject), in SQLite. One object per viewer, so
 * that what is promised of a viewer is exact and viewers never wait for each other.
 */
export class ViewerObject extends DurableObject implements ViewerState {
  async bindAssertion({ id, thumbprint, expiresAtMs }: AssertionUse): Promise<"bound" | "reused"> {
    const { sql } = this.ctx.storage;
    sql.exec(CREATE_ASSERTIONS);
    sql.exec(
      "INSERT INTO assertions (id, thumbprint, expires_at_ms) VALUES (?, ?, ?) ON CONFLICT (id) DO NOTHING",
      id,
      thumbprint,
      expiresAtMs,
    );
    const bound = sql
      .exec<{ thumbprint: string }>("SELECT thumbprint FROM assertions WHERE id = ?", id)
      .one();
    if ((await this.ctx.storage.getAlarm()) === null) await this.ctx.storage.setAlarm(expiresAtMs);
    return bound.thumbprint === thumbprint ? "bound" : "reused";
  }

  /** Forgets what has expired, and the object itself once nothing is left. */
  override async alarm(): Promise<void> {
    const { sql } = this.ctx.storage;
    sql.exec("DELETE FROM assertions WHERE expires_at_ms <= ?", Date.now());
    const next = sql.exec<{ at: number | null }>("SELECT min(expires_at_ms) AS at FROM assertions").one().at;
    if (next === null) await this.ctx.storage.deleteAll();
    else await this.ctx.storage.setAlarm(next);
  }
}
