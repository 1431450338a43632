import { DurableObject } from "cloudflare:workers";
import {
  LEASE_MAX_SECONDS,
  LEASE_MIN_SECONDS,
  UPSTREAM_BUDGET_MIN_PER_SECOND,
  UPSTREAM_BUDGET_PER_SECOND,
  UPSTREAM_RECOVERY_PER_SECOND,
  UPSTREAM_RETRY_MAX_SECONDS,
  UPSTREAM_VISITORS_SHARE,
} from "../limits.ts";
import type { Take } from "../rates/sliding-window.ts";
import type { Crowd } from "../state/site-state.ts";
import { costOf, rateOf } from "./burst.ts";
import type { Lease, LeaseRequest, UpstreamState } from "./lease.ts";
import { RecentCount } from "./recent-count.ts";
import { type OtherLease, share } from "./share.ts";

/**
 * Hands out the requests a second of one upstream key, for all isolates everywhere: leases for what
 * is steady, and permits, one by one, for what goes beyond. In any second, the cost of all leases
 * and the permits together stay within the budget. Leases are stored, so that an object that was
 * put to sleep does not hand the same rate out twice; permits are over before it can be.
 */
export class UpstreamObject extends DurableObject implements UpstreamState {
  readonly #permits = new RecentCount();
  readonly #asked = new RecentCount();
  #membersRefusedMs = 0;
  /** Cost of all leases, and when it must be added up again. */
  #leased: { cost: number; untilMs: number } | null = null;

  constructor(state: DurableObjectState, env: unknown) {
    super(state, env as never);
    state.storage.sql.exec(
      `CREATE TABLE IF NOT EXISTS leases (
         holder TEXT PRIMARY KEY, members REAL NOT NULL, visitors REAL NOT NULL,
         wanted_members REAL NOT NULL, until_ms INTEGER NOT NULL);
       CREATE TABLE IF NOT EXISTS rate (
         id INTEGER PRIMARY KEY CHECK (id = 0), per_second REAL NOT NULL, changed_ms INTEGER NOT NULL);`,
    );
  }

  async lease({ holder, wanted }: LeaseRequest): Promise<Lease> {
    const nowMs = Date.now();
    const { sql } = this.ctx.storage;
    sql.exec("DELETE FROM leases WHERE until_ms <= ?", nowMs);
    const others = this.#others(holder);
    const budget = Math.max(0, this.#budget(nowMs) - this.#permits.count(nowMs));
    const wantedCost = { members: costOf(wanted.members), visitors: costOf(wanted.visitors) };
    const cost = share(wantedCost, others, budget);
    const granted = others.reduce((sum, other) => sum + other.granted.members + other.granted.visitors, 0);
    const isScarce = granted + wantedCost.members + wantedCost.visitors > budget / 2;
    const forMs = (isScarce ? LEASE_MIN_SECONDS : LEASE_MAX_SECONDS) * 1000;
    sql.exec(
      "INSERT OR REPLACE INTO leases (holder, members, visitors, wanted_members, until_ms) VALUES (?, ?, ?, ?, ?)",
      holder,
      cost.members,
      cost.visitors,
      wantedCost.members,
      nowMs + forMs,
    );
    this.#leased = null;
    return { rates: { members: rateOf(cost.members), visitors: rateOf(cost.visitors) }, forMs };
  }

  async permit(crowd: Crowd): Promise<Take> {
    // This object's clock alone: what an isolate calls now may have waited in a queue since.
    const nowMs = Date.now();
    this.#asked.add(nowMs);
    const budget = this.#budget(nowMs);
    const used = this.#leasedCost(nowMs) + this.#permits.count(nowMs);
    const isMembersTurn = nowMs - this.#membersRefusedMs < 1000;
    const room = crowd === "members" ? budget : isMembersTurn ? 0 : budget * UPSTREAM_VISITORS_SHARE;
    if (used + 1 <= room) {
      this.#permits.add(nowMs);
      return { ok: true };
    }
    if (crowd === "members") this.#membersRefusedMs = nowMs;
    // As long as it takes to serve what was asked in the last second.
    const seconds = Math.ceil((used + this.#asked.count(nowMs)) / budget);
    return { ok: false, retryAfterSeconds: Math.min(UPSTREAM_RETRY_MAX_SECONDS, Math.max(1, seconds)) };
  }

  async shrink(): Promise<void> {
    const nowMs = Date.now();
    const { sql } = this.ctx.storage;
    const [row] = sql.exec<{ changed_ms: number }>("SELECT changed_ms FROM rate").toArray();
    // One refusal at the upstream reaches many isolates at once.
    if (row !== undefined && nowMs - row.changed_ms < 1000) return;
    const budget = Math.max(UPSTREAM_BUDGET_MIN_PER_SECOND, this.#budget(nowMs) / 2);
    sql.exec("INSERT OR REPLACE INTO rate (id, per_second, changed_ms) VALUES (0, ?, ?)", budget, nowMs);
    sql.exec("UPDATE leases SET members = members / 2, visitors = visitors / 2");
    this.#leased = null;
  }

  #budget(nowMs: number): number {
    const [row] = this.ctx.storage.sql
      .exec<{ per_second: number; changed_ms: number }>("SELECT per_second, changed_ms FROM rate")
      .toArray();
    if (row === undefined) return UPSTREAM_BUDGET_PER_SECOND;
    const recovered = (Math.max(0, nowMs - row.changed_ms) / 1000) * UPSTREAM_RECOVERY_PER_SECOND;
    return Math.min(UPSTREAM_BUDGET_PER_SECOND, row.per_second + recovered);
  }

  #leasedCost(nowMs: number): number {
    if (this.#leased === null || nowMs >= this.#leased.untilMs) {
      const row = this.ctx.storage.sql
        .exec<{ cost: number | null; until_ms: number | null }>(
          "SELECT sum(members + visitors) AS cost, min(until_ms) AS until_ms FROM leases WHERE until_ms > ?",
          nowMs,
        )
        .one();
      this.#leased = { cost: row.cost ?? 0, untilMs: row.until_ms ?? Number.POSITIVE_INFINITY };
    }
    return this.#leased.cost;
  }

  #others(holder: string): OtherLease[] {
    return this.ctx.storage.sql
      .exec<{ members: number; visitors: number; wanted_members: number }>(
        "SELECT members, visitors, wanted_members FROM leases WHERE holder != ?",
        holder,
      )
      .toArray()
      .map(({ members, visitors, wanted_members }) => ({
        granted: { members, visitors },
        wantedMembers: wanted_members,
      }));
  }
}
