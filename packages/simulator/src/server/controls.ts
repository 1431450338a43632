import type { CallInput } from "../calls/added-call.ts";
import type { Secret } from "../calls/secret.ts";
import type { ReceivedCall } from "../cekura/world.ts";
import type { ScenarioName } from "../scenarios/scenarios.ts";
import type { StorageState } from "../storage/storage-log.ts";
import type { CallDescription } from "../store/describe-call.ts";
import type { MessageInput } from "../transcript/added-turn.ts";
import type { CekuraWebhook, Webhook, WebhookEvent } from "../webhooks/webhook.ts";
import type { SentWebhook } from "../webhooks/webhook-sender.ts";
import type { LoggedRequest, RequestCounts } from "./request-log.ts";

/** Controls of a running simulator: methods in its process, the control plane from outside. */
export interface Controls {
  /** Throws a `TypeError` if there is no scenario of that name. */
  setScenario(name: ScenarioName): void;
  /** Adds a call and returns its id. Throws a `TypeError` that names a wrong field. */
  addCall(input?: CallInput): string;
  /** Adds a message to a call. Throws a `TypeError` that names what is wrong. */
  addMessage(callId: string, input: MessageInput): void;
  /** Joins a waiting call, as if a client had connected. Throws a `TypeError` if it does not wait. */
  joinCall(callId: string): void;
  /** Ends a running call. Throws a `TypeError` if it does not run. */
  endCall(callId: string): void;
  /** Sends an event of a call to the webhooks, again or out of turn. Throws a `TypeError` that names what is wrong. */
  sendWebhook(callId: string, event: WebhookEvent): void;
  /** The calls that were sent to Cekura, oldest first, and how often each. */
  received(): Iterable<ReceivedCall>;
  /** Replaces the webhooks. Throws a `TypeError` that names what is wrong. */
  setWebhooks(webhooks: Webhooks): void;
  /** The last 200 attempts of webhooks, oldest first. */
  webhooks(): readonly SentWebhook[];
  /** Describes all calls, newest first, each when it is read. */
  calls(): Iterable<CallDescription>;
  /** Describes one call. Throws a `TypeError` if it does not exist. */
  describeCall(callId: string): CallDescription;
  /** Every dangerous string of the data, each made when it is read. */
  secrets(): Iterable<Secret>;
  /** The last 200 requests to the vendor's API, oldest first. */
  requests(): readonly LoggedRequest[];
  /** The last 200 requests to the storage host, and whether any request ever carried an API key. */
  storage(): StorageState;
  state(): SimulatorState;
}

/** Webhooks of both vendors; what is left out stays as it is. */
export interface Webhooks {
  readonly ultravox?: readonly Webhook[];
  readonly cekura?: CekuraWebhook | null;
}

/** What `GET /_simulator/state` answers. */
export interface SimulatorState {
  readonly scenario: ScenarioName;
  /** All scenarios and what they do. */
  readonly scenarios: Readonly<Record<string, string>>;
  readonly seed: number;
  /** The time to which the data is relative, ISO 8601. */
  readonly now: string;
  /** Number of calls. */
  readonly calls: number;
  readonly requests: RequestCounts;
  /** Number of requests that met each of the faults of `faultPercent`. */
  readonly strayFaults: Readonly<Record<string, number>>;
  /** The host of the recordings. */
  readonly storage: Pick<StorageState, "origin" | "sawApiKey">;
}
