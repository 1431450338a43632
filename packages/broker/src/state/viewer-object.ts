import { DurableObject } from "cloudflare:workers";
import { STATE_SWEEP_MS } from "../limits.ts";
import { SlidingWindow } from "../rates/sliding-window.ts";
import type { Admission, AssertionUse, ViewerState, ViewerUse } from "./viewer-state.ts";

/**
 * What is remembered of one viewer (a site and a subject), in SQLite. One object per viewer, so
 * that what is promised of a viewer is exact and viewers never wait for each other.
 */
export class ViewerObject extends DurableObject implements ViewerState {
  async admit({ kind, limitPerMinute, nowMs, proof }: ViewerUse): Promise<Admission> {
    this.#prepare();
    if (proof !== null && !this.#isFirstUse(proof.id, proof.expiresAtMs))
      return { ok: false, reason: "replayed" };
    const taken = new SlidingWindow(this.ctx.storage.sql).take(kind, limitPerMinute, 1, nowMs);
    await this.#scheduleSweep();
    return taken.ok ? taken : { ...taken, reason: "limited" };
  }

  async bindAssertion({
    id,
    thumbprint,
    expiresAtMs,
    isSingleUse,
  }: AssertionUse): Promise<"bound" | "reused"> {
    this.#prepare();
    const { sql } = this.ctx.storage;
    const inserted = sql.exec(
      "INSERT INTO assertions (id, thumbprint, expires_at_ms) VALUES (?, ?, ?) ON CONFLICT (id) DO NOTHING RETURNING id",
      id,
      thumbprint,
      expiresAtMs,
    );
    const isFirst = inserted.toArray().length === 1;
    await this.#scheduleSweep();
    if (isFirst) return "bound";
    const bound = sql
      .exec<{ thumbprint: string }>("SELECT thumbprint FROM assertions WHERE id = ?", id)
      .one();
    return bound.thumbprint === thumbprint && !isSingleUse ? "bound" : "reused";
  }

  /** Forgets what has expired, and the object itself once nothing is left. */
  override async alarm(): Promise<void> {
    this.#prepare();
    const { sql } = this.ctx.storage;
    const nowMs = Date.now();
    sql.exec("DELETE FROM assertions WHERE expires_at_ms <= ?", nowMs);
    sql.exec("DELETE FROM proofs WHERE expires_at_ms <= ?", nowMs);
    const kept = sql.exec<{ count: number }>(
      "SELECT (SELECT count(*) FROM assertions) + (SELECT count(*) FROM proofs) AS count",
    );
    const usesEndMs = new SlidingWindow(sql).endsAtMs() ?? 0;
    if (kept.one().count === 0 && usesEndMs <= nowMs) await this.ctx.storage.deleteAll();
    else await this.ctx.storage.setAlarm(nowMs + STATE_SWEEP_MS);
  }

  #isFirstUse(id: string, expiresAtMs: number): boolean {
    const inserted = this.ctx.storage.sql.exec(
      "INSERT INTO proofs (id, expires_at_ms) VALUES (?, ?) ON CONFLICT (id) DO NOTHING RETURNING id",
      id,
      expiresAtMs,
    );
    return inserted.toArray().length === 1;
  }

  #prepare(): void {
    this.ctx.storage.sql.exec(
      `CREATE TABLE IF NOT EXISTS assertions (id TEXT PRIMARY KEY, thumbprint TEXT NOT NULL, expires_at_ms INTEGER NOT NULL);
       CREATE TABLE IF NOT EXISTS proofs (id TEXT PRIMARY KEY, expires_at_ms INTEGER NOT NULL);`,
    );
  }

  async #scheduleSweep(): Promise<void> {
    if ((await this.ctx.storage.getAlarm()) === null)
      await this.ctx.storage.setAlarm(Date.now() + STATE_SWEEP_MS);
  }
}
