import type { ProblemCode } from "@keyhole/contract";

/** What has become of a call that is to be sent. */
export type DeliveryState = "waiting" | "done" | "failed";

/** One call on its way to Cekura, as its site's ledger keeps it. */
export interface Delivery {
  call: string;
  state: DeliveryState;
  /** Attempts to send it that failed, or sent it. Waiting for a recording is none. */
  tries: number;
  /** Why the last attempt failed; null if it did not. */
  code: ProblemCode | null;
  acceptedMs: number;
  /** When it is due; only while it waits. */
  nextAtMs: number;
}

/** What the queue holds: everything else is in the ledger. */
export interface DeliveryMessage {
  site: string;
  call: string;
  /** A delivery that is repeated begins a new round, and messages of older ones count no more. */
  round: number;
}

/** Takes messages and gives each to a consumer at least once, after a while. */
export interface DeliveryQueue {
  send(message: DeliveryMessage, options?: { delaySeconds?: number }): Promise<unknown>;
}

/** Messages that a queue gives to its consumer. The shape is that of Cloudflare Queues. */
export interface DeliveryBatch {
  /** The queue's name. */
  queue: string;
  messages: readonly {
    body: unknown;
    ack(): void;
    retry(options?: { delaySeconds?: number }): void;
  }[];
}

/** A call whose end was told. */
export interface EndedCall {
  site: string;
  call: string;
  /** When it ended, or when its end was told. */
  endedMs: number;
  nowMs: number;
}

/** What a consumer may do with a message. */
export type DeliveryClaim =
  /** Send the call, and report. Nobody else does meanwhile. */
  | { kind: "send"; work: DeliveryWork }
  /** Not now: it is not due, or somebody else is at it. */
  | { kind: "wait"; untilMs: number }
  /** The message is of no use any more. */
  | { kind: "over" };

/** What is known of a call that is to be sent. */
export interface DeliveryWork {
  tries: number;
  endedMs: number;
  /** When the first attempt of this round failed; null before that. */
  failingSinceMs: number | null;
  /** An attempt may have arrived although nobody learnt of it. */
  isUnclear: boolean;
}

/** What came of an attempt. */
export type DeliveryOutcome =
  | { kind: "done" }
  | { kind: "failed"; code: ProblemCode }
  /** Something is missing that will come, such as the recording. */
  | { kind: "wait"; nextAtMs: number }
  | { kind: "retry"; nextAtMs: number; code: ProblemCode; isUnclear: boolean };

export interface DeliveryReport {
  call: string;
  round: number;
  outcome: DeliveryOutcome;
  nowMs: number;
}

export interface DeliveryQuery {
  state: DeliveryState | null;
  limit: number;
  /** Only deliveries before this place, newest first; null: from the newest. */
  before: { acceptedMs: number; call: string } | null;
}

/**
 * The deliveries of one site. It hands the queue its messages, lets one consumer at a time send a call, and knows what
 * was sent: the queue itself may give a message twice.
 */
export interface DeliveryLedger {
  /** Takes a call once, however often its end is told. Resolves when its message is in the queue. */
  accept(ended: EndedCall): Promise<void>;
  claim(message: Pick<DeliveryMessage, "call" | "round"> & { nowMs: number }): Promise<DeliveryClaim>;
  report(report: DeliveryReport): Promise<void>;
  /** The queue has given a message up. */
  abandon(message: Pick<DeliveryMessage, "call" | "round">): Promise<void>;
  /** Begins a new round. Null: there is no such delivery, or it is done. */
  repeat(delivery: { call: string; nowMs: number }): Promise<"repeated" | "unknown" | "done">;
  find(call: string): Promise<Delivery | null>;
  /** Newest first. */
  list(query: DeliveryQuery): Promise<readonly Delivery[]>;
}
