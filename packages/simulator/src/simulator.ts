import type { CallInput } from "./data/call-input.ts";
import type { Secret } from "./data/secret.ts";
import { checkOptions, type SimulatorOptions } from "./options.ts";
import type { ScenarioName } from "./scenarios/scenarios.ts";
import { createDispatch } from "./server/dispatch.ts";
import { listen } from "./server/listener.ts";
import type { LoggedRequest } from "./server/request-log.ts";
import { formatRetryAfter } from "./server/retry-after.ts";
import { createUltravoxApi } from "./ultravox/api.ts";
import { RequestLimit } from "./ultravox/request-limit.ts";
import { type SimulatorState, World } from "./world.ts";

/** A running simulator. */
export interface Simulator {
  /** Ultravox's base URL: what `https://api.ultravox.ai/api` is to the real one. No slash at the end. */
  readonly baseUrl: string;
  /** Where the control plane is, no slash at the end. */
  readonly controlUrl: string;
  /** The key that opens it. */
  readonly apiKey: string;
  /** Throws a `TypeError` where there is no scenario of that name. */
  setScenario(name: ScenarioName): void;
  /** Adds a call and returns its id. Throws a `TypeError` that names a wrong field. */
  addCall(input?: CallInput): string;
  /** Every dangerous string of the data, made while it is read. */
  secrets(): Iterable<Secret>;
  /** The last 200 requests to the vendor's API, oldest first. */
  requests(): readonly LoggedRequest[];
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
  const world = new World(settings, () => settings.now + performance.now() - startedMs);
  const retryAfter = (waitSeconds: number) =>
    formatRetryAfter(settings.retryAfterForm, waitSeconds, Date.now());
  const ultravox = createUltravoxApi({
    store: world.store,
    nowMs: settings.now,
    apiKey: settings.apiKey,
    limit: new RequestLimit(settings.requestsPerSecond, () => performance.now()),
    retryAfter,
  });
  let origin = "";
  const dispatch = createDispatch({
    world,
    ultravox,
    slowMs: settings.slowMs,
    retryAfter,
    origin: () => origin,
  });
  const listener = await listen(settings.host, settings.port, dispatch);
  origin = listener.origin;
  return {
    baseUrl: `${origin}/api`,
    controlUrl: `${origin}/_simulator`,
    apiKey: settings.apiKey,
    setScenario: (name) => world.setScenario(name),
    addCall: (input = {}) => world.addCall(input),
    secrets: () => world.secrets(),
    requests: () => world.requests(),
    state: () => world.state(),
    close: () => listener.close(),
  };
}
