import type { CallInput } from "./data/call-input.ts";
import type { CallDescription } from "./data/describe-call.ts";
import type { MessageInput } from "./data/message-input.ts";
import type { Secret } from "./data/secret.ts";
import { checkOptions, type SimulatorOptions } from "./options.ts";
import type { ScenarioName } from "./scenarios/scenarios.ts";
import { createDispatch } from "./server/dispatch.ts";
import { type Listener, listen } from "./server/listener.ts";
import type { LoggedRequest } from "./server/request-log.ts";
import { formatRetryAfter } from "./server/retry-after.ts";
import { createStorageHost } from "./storage/storage-host.ts";
import type { StorageState } from "./storage/storage-log.ts";
import { createUltravoxApi } from "./ultravox/api.ts";
import { RequestLimit } from "./ultravox/request-limit.ts";
import { type SimulatorState, World } from "./world.ts";

/** A running simulator. */
export interface Simulator {
  /** Ultravox's base URL: what `https://api.ultravox.ai/api` is to the real one. No slash at the end. */
  readonly baseUrl: string;
  /** Where the control plane is, no slash at the end. */
  readonly controlUrl: string;
  /** Origin of the host where recordings lie. */
  readonly storageUrl: string;
  /** The key that opens it. */
  readonly apiKey: string;
  /** Throws a `TypeError` where there is no scenario of that name. */
  setScenario(name: ScenarioName): void;
  /** Adds a call and returns its id. Throws a `TypeError` that names a wrong field. */
  addCall(input?: CallInput): string;
  /** Adds a message to a call. Throws a `TypeError` that names what is wrong. */
  addMessage(callId: string, input: MessageInput): void;
  /** Ends a running call. Throws a `TypeError` where it does not run. */
  endCall(callId: string): void;
  /** What tests choose calls by, newest first, made while it is read. */
  calls(): Iterable<CallDescription>;
  /** The same of one call. Throws a `TypeError` where there is none. */
  describeCall(callId: string): CallDescription;
  /** Every dangerous string of the data, made while it is read. */
  secrets(): Iterable<Secret>;
  /** The last 200 requests to the vendor's API, oldest first. */
  requests(): readonly LoggedRequest[];
  /** The last 200 requests to the storage host, and whether any ever carried an API key. */
  storage(): StorageState;
  state(): SimulatorState;
  /** Ends it at once, open connections included. */
  close(): Promise<void>;
}

/**
 * Starts a server that imitates the vendors' APIs.
 *
 * Throws a `TypeError` that names a wrong option. Rejects with the system's error (`EADDRINUSE`)
 * where the port is taken.
 */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const settings = checkOptions(options, Date.now());
  const startedMs = performance.now();
  const clockMs = () => settings.now + performance.now() - startedMs;
  const origins = { api: "", storage: "" };
  const world = new World(settings, clockMs, () => origins.storage);
  const retryAfter = (waitSeconds: number) =>
    formatRetryAfter(settings.retryAfterForm, waitSeconds, Date.now());
  const ultravox = createUltravoxApi({
    store: world.store,
    nowMs: settings.now,
    clockMs,
    recordingUrl: (row) => world.recordingUrl(row),
    apiKey: settings.apiKey,
    limit: new RequestLimit(settings.requestsPerSecond, () => performance.now()),
    retryAfter,
  });
  const { host, port, storagePort, slowMs, apiKey } = settings;
  const dispatch = createDispatch({ world, ultravox, slowMs, retryAfter, origin: () => origins.api });
  const storageHost = createStorageHost({ world, apiKey, slowMs });
  const [api, storage] = await listenBoth([
    () => listen(host, port, dispatch),
    () => listen(host, storagePort, storageHost),
  ]);
  origins.api = api.origin;
  origins.storage = storage.origin;
  return {
    baseUrl: `${api.origin}/api`,
    controlUrl: `${api.origin}/_simulator`,
    storageUrl: storage.origin,
    apiKey,
    setScenario: (name) => world.setScenario(name),
    addCall: (input = {}) => world.addCall(input),
    addMessage: (callId, input) => world.addMessage(callId, input),
    endCall: (callId) => world.endCall(callId),
    calls: () => world.calls(),
    describeCall: (callId) => world.describeCall(callId),
    secrets: () => world.secrets(),
    requests: () => world.requests(),
    storage: () => world.storage(),
    state: () => world.state(),
    close: async () => {
      await Promise.all([api.close(), storage.close()]);
    },
  };
}

/** Where the second one's port is taken, the first is not left open. */
async function listenBoth(
  starts: readonly [() => Promise<Listener>, () => Promise<Listener>],
): Promise<[Listener, Listener]> {
  const first = await starts[0]();
  try {
    return [first, await starts[1]()];
  } catch (error) {
    await first.close();
    throw error;
  }
}
