import { DELIVERY_KEPT_MS, QUEUE_BATCH_SIZE, QUEUE_BATCHES_AT_ONCE } from "../base/limits/deliveries.ts";
import type {
  DeliveryBatch,
  DeliveryLedger,
  DeliveryMessage,
  DeliveryQuery,
  DeliveryQueue,
} from "./delivery.ts";
import { type DeliveryRecord, type DeliveryStore, StoredLedger } from "./ledger.ts";

/** Takes batches, as the handler of a Worker's queue does. */
export type DeliveryConsumer = (batch: DeliveryBatch) => Promise<void>;

export interface MemoryDeliveries {
  /** The ledger of a site. */
  ledger(site: string): DeliveryLedger;
  /** Gives messages to a consumer as they are due. The last one gets all. */
  consume(consumer: DeliveryConsumer): void;
}

/** Keeps deliveries and their queue in the memory of this process. */
export function createMemoryDeliveries(
  now: () => number,
  sleep: (ms: number) => Promise<void>,
): MemoryDeliveries {
  const queue = new MemoryQueue(now, sleep);
  const ledgers = new Map<string, StoredLedger>();
  return {
    ledger(site) {
      const known = ledgers.get(site);
      if (known !== undefined) return known;
      const store = createMemoryStore();
      const ledger = new StoredLedger(store, () => {
        store.prune(now() - DELIVERY_KEPT_MS);
        return queue;
      });
      ledgers.set(site, ledger);
      return ledger;
    },
    consume: (consumer) => queue.consume(consumer),
  };
}

/** Messages by the second in which they are due, like the queue of a Worker, which counts delays in seconds. */
class MemoryQueue implements DeliveryQueue {
  readonly #now: () => number;
  readonly #sleep: (ms: number) => Promise<void>;
  readonly #due = new Map<number, DeliveryMessage[]>();
  #consumer: DeliveryConsumer | null = null;
  #running = 0;
  #wakeMs = Number.POSITIVE_INFINITY;

  constructor(now: () => number, sleep: (ms: number) => Promise<void>) {
    this.#now = now;
    this.#sleep = sleep;
  }

  async send(message: DeliveryMessage, { delaySeconds = 0 }: { delaySeconds?: number } = {}): Promise<void> {
    const second = Math.ceil(this.#now() / 1000 + delaySeconds);
    const others = this.#due.get(second);
    if (others === undefined) this.#due.set(second, [message]);
    else others.push(message);
    this.#wakeAt(second * 1000);
  }

  consume(consumer: DeliveryConsumer): void {
    this.#consumer = consumer;
    for (const second of this.#due.keys()) this.#wakeAt(second * 1000);
  }

  /** A wait that is already shorter serves as well. */
  #wakeAt(timeMs: number): void {
    if (timeMs >= this.#wakeMs || this.#consumer === null) return;
    this.#wakeMs = timeMs;
    void this.#sleep(Math.max(0, timeMs - this.#now())).then(() => {
      if (this.#wakeMs === timeMs) this.#wakeMs = Number.POSITIVE_INFINITY;
      this.#run();
    });
  }

  /** Starts as many batches as may run at once; each that ends starts the next. */
  #run(): void {
    while (this.#running < QUEUE_BATCHES_AT_ONCE) {
      const messages = this.#take();
      if (messages.length === 0) break;
      this.#running += 1;
      void this.#consume(messages).finally(() => {
        this.#running -= 1;
        this.#run();
      });
    }
    if (this.#due.size > 0) this.#wakeAt(Math.min(...this.#due.keys()) * 1000);
  }

  #take(): DeliveryMessage[] {
    const second = Math.min(...this.#due.keys());
    const messages = this.#due.get(second) ?? [];
    if (second * 1000 > this.#now()) return [];
    const taken = messages.splice(0, QUEUE_BATCH_SIZE);
    if (messages.length === 0) this.#due.delete(second);
    return taken;
  }

  async #consume(messages: readonly DeliveryMessage[]): Promise<void> {
    const answers = new Map<DeliveryMessage, number | null>();
    const batch = {
      queue: "memory",
      messages: messages.map((body) => ({
        body,
        ack: () => void answers.set(body, null),
        retry: ({ delaySeconds = 0 } = {}) => void answers.set(body, delaySeconds),
      })),
    };
    await this.#consumer?.(batch).catch(() => {
      for (const body of messages) answers.set(body, RETRY_SECONDS);
    });
    for (const [body, delaySeconds] of answers) {
      if (delaySeconds !== null) await this.send(body, { delaySeconds });
    }
  }
}

/** Wait after a consumer has thrown. */
const RETRY_SECONDS = 60;

/** The map is in the order in which calls were accepted. */
function createMemoryStore(): DeliveryStore {
  const records = new Map<string, DeliveryRecord>();
  return {
    get: (call) => records.get(call),
    put: (record) => void records.set(record.call, record),
    list({ state, limit, before }: DeliveryQuery) {
      const isAsked = (record: DeliveryRecord) =>
        (state === null || record.state === state) && (before === null || comesBefore(record, before));
      const newestFirst = [...records.values()].filter(isAsked).toSorted(byAcceptance);
      return newestFirst.slice(0, limit);
    },
    overdue: (sinceMs, limit) =>
      [...records.values()]
        .filter(({ state, nextAtMs }) => state === "waiting" && nextAtMs < sinceMs)
        .slice(0, limit),
    prune(beforeMs) {
      for (const { call, acceptedMs, state } of records.values()) {
        if (acceptedMs >= beforeMs) return;
        if (state !== "waiting") records.delete(call);
      }
    },
  };
}

type Place = Pick<DeliveryRecord, "acceptedMs" | "call">;

function comesBefore(record: Place, place: Place): boolean {
  return byAcceptance(place, record) < 0;
}

/** Newest first; of those that were accepted at once, the last id first. */
function byAcceptance(one: Place, other: Place): number {
  return other.acceptedMs - one.acceptedMs || (one.call < other.call ? 1 : one.call > other.call ? -1 : 0);
}
