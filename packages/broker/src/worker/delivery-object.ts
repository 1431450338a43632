import { DurableObject } from "cloudflare:workers";
import { DELIVERY_SWEEP_MS } from "../base/limits/deliveries.ts";
import type {
  Delivery,
  DeliveryClaim,
  DeliveryLedger,
  DeliveryMessage,
  DeliveryQuery,
  DeliveryQueue,
  DeliveryReport,
  EndedCall,
} from "../bridge/delivery.ts";
import { type DeliveryRecord, type DeliveryStore, StoredLedger } from "../bridge/ledger.ts";

const CREATE_TABLES = `
  CREATE TABLE IF NOT EXISTS deliveries (
    call TEXT PRIMARY KEY, state TEXT NOT NULL, accepted_ms INTEGER NOT NULL, next_at_ms INTEGER NOT NULL, record TEXT NOT NULL
  ) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS deliveries_by_acceptance ON deliveries (accepted_ms, call);
  CREATE INDEX IF NOT EXISTS deliveries_by_due_time ON deliveries (state, next_at_ms);`;

type Row = { record: string };

/** Keeps the deliveries of one site in SQLite. */
export class DeliveryObject
  extends DurableObject<{ DELIVERY_QUEUE?: DeliveryQueue }>
  implements DeliveryLedger
{
  readonly #ledger = new StoredLedger(this.#createStore(), () => this.#queue());
  #isReady = false;

  async accept(ended: EndedCall): Promise<void> {
    await this.#prepare();
    await this.#ledger.accept(ended);
  }

  async claim(message: Pick<DeliveryMessage, "call" | "round"> & { nowMs: number }): Promise<DeliveryClaim> {
    await this.#prepare();
    return this.#ledger.claim(message);
  }

  async report(report: DeliveryReport): Promise<void> {
    await this.#prepare();
    await this.#ledger.report(report);
  }

  async abandon(message: Pick<DeliveryMessage, "call" | "round">): Promise<void> {
    await this.#prepare();
    await this.#ledger.abandon(message);
  }

  async repeat(delivery: { call: string; nowMs: number }): ReturnType<DeliveryLedger["repeat"]> {
    await this.#prepare();
    return this.#ledger.repeat(delivery);
  }

  async find(call: string): Promise<Delivery | null> {
    await this.#prepare();
    return this.#ledger.find(call);
  }

  async list(query: DeliveryQuery): Promise<readonly Delivery[]> {
    await this.#prepare();
    return this.#ledger.list(query);
  }

  override async alarm(): Promise<void> {
    await this.#prepare();
    await this.#ledger.sweep(Date.now());
    const { sql } = this.ctx.storage;
    const isEmpty = sql.exec("SELECT 1 FROM deliveries LIMIT 1").toArray().length === 0;
    // The next delivery sets the alarm again.
    if (isEmpty) this.#isReady = false;
    else await this.ctx.storage.setAlarm(Date.now() + DELIVERY_SWEEP_MS);
  }

  #queue(): DeliveryQueue {
    const { DELIVERY_QUEUE } = this.env;
    if (DELIVERY_QUEUE !== undefined) return DELIVERY_QUEUE;
    throw new Error("the binding DELIVERY_QUEUE is missing");
  }

  async #prepare(): Promise<void> {
    if (this.#isReady) return;
    this.ctx.storage.sql.exec(CREATE_TABLES);
    if ((await this.ctx.storage.getAlarm()) === null)
      await this.ctx.storage.setAlarm(Date.now() + DELIVERY_SWEEP_MS);
    this.#isReady = true;
  }

  #createStore(): DeliveryStore {
    const { sql } = this.ctx.storage;
    const read = (query: string, ...values: unknown[]) =>
      sql
        .exec<Row>(query, ...values)
        .toArray()
        .map(({ record }) => JSON.parse(record) as DeliveryRecord);
    return {
      get: (call) => read("SELECT record FROM deliveries WHERE call = ?", call)[0],
      put(record) {
        const { call, state, acceptedMs, nextAtMs } = record;
        sql.exec(
          "INSERT OR REPLACE INTO deliveries (call, state, accepted_ms, next_at_ms, record) VALUES (?, ?, ?, ?, ?)",
          ...[call, state, acceptedMs, nextAtMs, JSON.stringify(record)],
        );
      },
      list({ state, limit, before }) {
        const { acceptedMs, call } = before ?? { acceptedMs: Number.MAX_SAFE_INTEGER, call: "" };
        return read(
          `SELECT record FROM deliveries WHERE (accepted_ms, call) < (?, ?) AND (? IS NULL OR state = ?)
           ORDER BY accepted_ms DESC, call DESC LIMIT ?`,
          ...[acceptedMs, call, state, state, limit],
        );
      },
      overdue: (sinceMs, limit) =>
        read(
          "SELECT record FROM deliveries WHERE state = 'waiting' AND next_at_ms < ? ORDER BY next_at_ms LIMIT ?",
          ...[sinceMs, limit],
        ),
      prune(beforeMs) {
        sql.exec("DELETE FROM deliveries WHERE state <> 'waiting' AND accepted_ms < ?", beforeMs);
      },
    };
  }
}
