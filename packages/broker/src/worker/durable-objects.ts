import { DurableObject } from "cloudflare:workers";
import type {
  AssertionUse,
  SiteState,
  SiteUse,
  Take,
  ViewerAdmission,
  ViewerState,
  ViewerUse,
} from "../admission/state.ts";
import type { Audience } from "../base/audience.ts";
import { STATE_SWEEP_MS } from "../base/limits/state.ts";
import type { BudgetUse, Lease, LeaseRequest, Permit, UpstreamState } from "../budget/lease.ts";
import { Ledger } from "../budget/ledger.ts";
import { SqlWindow } from "./sql-window.ts";

const CREATE_TABLES = `
  CREATE TABLE IF NOT EXISTS assertions (id TEXT PRIMARY KEY, thumbprint TEXT NOT NULL, expires_at_ms INTEGER NOT NULL) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS proofs (id TEXT PRIMARY KEY, expires_at_ms INTEGER NOT NULL) WITHOUT ROWID;`;

/**
 * Keeps the state of one viewer (a site and a subject) in SQLite. With one object per viewer, the limits of
 * a viewer are exact and viewers never wait for each other.
 */
export class ViewerObject extends DurableObject implements ViewerState {
  readonly #uses = new SqlWindow(this.ctx.storage.sql);
  #isReady = false;

  async admit(use: ViewerUse): Promise<ViewerAdmission> {
    const { kind, limitPerMinute: limit, count = 1, nowMs, spendWithinSeconds, proof, assertion } = use;
    await this.#prepare();
    if (assertion !== undefined && !this.#isBound(assertion)) return { ok: false, reason: "reused" };
    if (proof !== null && !this.#isFirstUse(proof.id, proof.expiresAtMs))
      return { ok: false, reason: "replayed" };
    const taken = this.#uses.take(kind, { limit, count, nowMs, spendWithinSeconds });
    return taken.ok ? taken : { ...taken, reason: "limited" };
  }

  #isBound({ id, thumbprint, expiresAtMs, isSingleUse }: AssertionUse): boolean {
    const { sql } = this.ctx.storage;
    const inserted = sql.exec(
      "INSERT INTO assertions (id, thumbprint, expires_at_ms) VALUES (?, ?, ?) ON CONFLICT (id) DO NOTHING RETURNING id",
      id,
      thumbprint,
      expiresAtMs,
    );
    if (inserted.toArray().length === 1) return true;
    const bound = sql
      .exec<{ thumbprint: string }>("SELECT thumbprint FROM assertions WHERE id = ?", id)
      .one();
    return bound.thumbprint === thumbprint && !isSingleUse;
  }

  /** Deletes what has expired, and all storage once nothing is left. */
  override async alarm(): Promise<void> {
    await this.#prepare();
    const { sql } = this.ctx.storage;
    const nowMs = Date.now();
    sql.exec("DELETE FROM assertions WHERE expires_at_ms <= ?", nowMs);
    sql.exec("DELETE FROM proofs WHERE expires_at_ms <= ?", nowMs);
    const kept = sql.exec<{ count: number }>(
      "SELECT (SELECT count(*) FROM assertions) + (SELECT count(*) FROM proofs) AS count",
    );
    if (kept.one().count > 0 || this.#uses.endsAtMs() > nowMs) {
      await this.ctx.storage.setAlarm(nowMs + STATE_SWEEP_MS);
      return;
    }
    await this.ctx.storage.deleteAll();
    this.#isReady = false;
    this.#uses.forget();
  }

  #isFirstUse(id: string, expiresAtMs: number): boolean {
    const inserted = this.ctx.storage.sql.exec(
      "INSERT INTO proofs (id, expires_at_ms) VALUES (?, ?) ON CONFLICT (id) DO NOTHING RETURNING id",
      id,
      expiresAtMs,
    );
    return inserted.toArray().length === 1;
  }

  /** Creates the tables and schedules their sweep, once while the object is awake. */
  async #prepare(): Promise<void> {
    if (this.#isReady) return;
    this.ctx.storage.sql.exec(CREATE_TABLES);
    if ((await this.ctx.storage.getAlarm()) === null)
      await this.ctx.storage.setAlarm(Date.now() + STATE_SWEEP_MS);
    this.#isReady = true;
  }
}

/** Counts what all visitors, or all members, of one site use together. */
export class SiteObject extends DurableObject implements SiteState {
  readonly #uses = new SqlWindow(this.ctx.storage.sql);
  #hasAlarm = false;

  async take({ kind, limitPerMinute: limit, ...use }: SiteUse): Promise<Take> {
    if (!this.#hasAlarm && (await this.ctx.storage.getAlarm()) === null) {
      await this.ctx.storage.setAlarm(Date.now() + STATE_SWEEP_MS);
    }
    this.#hasAlarm = true;
    return this.#uses.take(kind, { limit, ...use });
  }

  override async alarm(): Promise<void> {
    const nowMs = Date.now();
    if (this.#uses.endsAtMs() > nowMs) {
      await this.ctx.storage.setAlarm(nowMs + STATE_SWEEP_MS);
      return;
    }
    await this.ctx.storage.deleteAll();
    this.#hasAlarm = false;
    this.#uses.forget();
  }
}

/**
 * Keeps the budget of one upstream key for all isolates, in memory. It uses its own clock: a time sent by an
 * isolate may have waited in a queue.
 */
export class UpstreamObject extends DurableObject implements UpstreamState {
  readonly #ledger = new Ledger(() => Date.now());

  async lease(request: LeaseRequest): Promise<Lease> {
    return this.#ledger.lease(request);
  }

  async permit(audience: Audience): Promise<Permit> {
    return this.#ledger.permit(audience);
  }

  async shrink(): Promise<void> {
    this.#ledger.shrink();
  }

  async report(health: "failing" | "well"): Promise<void> {
    this.#ledger.report(health);
  }

  async describe(): Promise<BudgetUse> {
    return this.#ledger.describe();
  }
}
