import {
  DELIVERY_HOLD_MS,
  DELIVERY_KEPT_MS,
  DELIVERY_LOST_MS,
  DELIVERY_SLACK_MS,
} from "../base/limits/deliveries.ts";
import type {
  Delivery,
  DeliveryClaim,
  DeliveryLedger,
  DeliveryMessage,
  DeliveryQuery,
  DeliveryQueue,
  DeliveryReport,
  EndedCall,
} from "./delivery.ts";

/** All that is stored about one delivery. */
export interface DeliveryRecord extends Delivery {
  site: string;
  round: number;
  /** Whether the message of this round is in the queue. */
  isQueued: boolean;
  endedMs: number;
  failingSinceMs: number | null;
  isUnclear: boolean;
  /** Until when a consumer is at it; null: none is. */
  heldUntilMs: number | null;
}

/** Where records are kept. Reading and writing take no time, so that nothing happens in between. */
export interface DeliveryStore {
  get(call: string): DeliveryRecord | undefined;
  put(record: DeliveryRecord): void;
  list(query: DeliveryQuery): DeliveryRecord[];
  /** Records that wait and are overdue since a time, at most so many. */
  overdue(sinceMs: number, limit: number): DeliveryRecord[];
  /** Forgets records that do not wait and were accepted before a time. */
  prune(beforeMs: number): void;
}

/** Decides who sends a call, and when. */
export class StoredLedger implements DeliveryLedger {
  readonly #store: DeliveryStore;
  readonly #queue: () => DeliveryQueue;

  constructor(store: DeliveryStore, queue: () => DeliveryQueue) {
    this.#store = store;
    this.#queue = queue;
  }

  async accept({ site, call, endedMs, nowMs }: EndedCall): Promise<void> {
    const known = this.#store.get(call);
    const record: DeliveryRecord = known ?? {
      ...{ site, call, state: "waiting", tries: 0, code: null, acceptedMs: nowMs, nextAtMs: nowMs },
      ...{ round: 1, isQueued: false, endedMs, failingSinceMs: null, isUnclear: false, heldUntilMs: null },
    };
    if (known === undefined) this.#store.put(record);
    // The vendor tells it again if the queue does not take it now.
    if (!record.isQueued) await this.#enqueue(record);
  }

  async claim({
    call,
    round,
    nowMs,
  }: Pick<DeliveryMessage, "call" | "round"> & { nowMs: number }): Promise<DeliveryClaim> {
    const record = this.#current(call, round);
    if (record === null) return { kind: "over" };
    const { heldUntilMs, nextAtMs, tries, endedMs, failingSinceMs } = record;
    const freeMs = Math.max(heldUntilMs ?? 0, nextAtMs);
    if (freeMs > nowMs + DELIVERY_SLACK_MS) return { kind: "wait", untilMs: freeMs };
    // Whoever held it has crashed, perhaps after the call had been sent.
    const isUnclear = record.isUnclear || heldUntilMs !== null;
    this.#store.put({ ...record, isUnclear, heldUntilMs: nowMs + DELIVERY_HOLD_MS });
    return { kind: "send", work: { tries, endedMs, failingSinceMs, isUnclear } };
  }

  async report({ call, round, outcome, nowMs }: DeliveryReport): Promise<void> {
    const record = this.#store.get(call);
    if (record === undefined || record.state === "done") return;
    const tries = record.tries + 1;
    const free = { ...record, heldUntilMs: null };
    // What was sent is sent, whichever round it was.
    if (outcome.kind === "done") return this.#store.put({ ...free, state: "done", tries, code: null });
    if (record.round !== round || record.state !== "waiting") return;
    switch (outcome.kind) {
      case "failed":
        return this.#store.put({ ...free, state: "failed", tries, code: outcome.code });
      case "wait":
        return this.#store.put({ ...free, nextAtMs: outcome.nextAtMs });
      case "retry": {
        const { nextAtMs, code, isUnclear } = outcome;
        const failingSinceMs = record.failingSinceMs ?? nowMs;
        return this.#store.put({ ...free, tries, nextAtMs, code, isUnclear, failingSinceMs });
      }
    }
  }

  async abandon({ call, round }: Pick<DeliveryMessage, "call" | "round">): Promise<void> {
    const record = this.#current(call, round);
    if (record === null) return;
    const code = record.code ?? "internal";
    this.#store.put({ ...record, state: "failed", code, isUnclear: true, heldUntilMs: null });
  }

  async repeat({ call, nowMs }: { call: string; nowMs: number }): Promise<"repeated" | "unknown" | "done"> {
    const record = this.#store.get(call);
    if (record === undefined) return "unknown";
    if (record.state === "done") return "done";
    const next: DeliveryRecord = {
      ...record,
      ...{ state: "waiting", nextAtMs: nowMs, failingSinceMs: null },
      ...{ round: record.round + 1, isQueued: false },
    };
    this.#store.put(next);
    await this.#enqueue(next);
    return "repeated";
  }

  async find(call: string): Promise<Delivery | null> {
    const record = this.#store.get(call);
    return record === undefined ? null : toDelivery(record);
  }

  async list(query: DeliveryQuery): Promise<readonly Delivery[]> {
    return this.#store.list(query).map(toDelivery);
  }

  /** Puts messages that got lost into the queue again, and forgets what is long over. */
  async sweep(nowMs: number): Promise<void> {
    this.#store.prune(nowMs - DELIVERY_KEPT_MS);
    for (const record of this.#store.overdue(nowMs - DELIVERY_LOST_MS, SWEPT_AT_ONCE)) {
      const next = { ...record, round: record.round + 1, isQueued: false, nextAtMs: nowMs };
      this.#store.put(next);
      await this.#enqueue(next);
    }
  }

  async #enqueue({ site, call, round }: DeliveryRecord): Promise<void> {
    await this.#queue().send({ site, call, round });
    const record = this.#store.get(call);
    if (record?.round === round) this.#store.put({ ...record, isQueued: true });
  }

  /** The record that a message is about, while it waits. */
  #current(call: string, round: number): DeliveryRecord | null {
    const record = this.#store.get(call);
    return record?.state === "waiting" && record.round === round ? record : null;
  }
}

const SWEPT_AT_ONCE = 100;

function toDelivery({ call, state, tries, code, acceptedMs, nextAtMs }: DeliveryRecord): Delivery {
  return { call, state, tries, code, acceptedMs, nextAtMs };
}
