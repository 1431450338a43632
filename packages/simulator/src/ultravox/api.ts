import type { CallStore } from "../data/call-store.ts";
import type { Scenario } from "../scenarios/scenario.ts";
import type { Answer } from "../server/answer.ts";
import { type AgentRow, makeAgentRows } from "./bodies/agent.ts";
import { invalidKey, methodNotAllowed, missingKey, throttled, unknownPath } from "./problems.ts";
import type { RequestLimit } from "./request-limit.ts";
import { findRoute } from "./routes.ts";

/** A request to the vendor's API, taken apart. */
export interface ApiRequest {
  readonly method: string;
  /** Without query, starting with `/api`. */
  readonly path: string;
  readonly search: URLSearchParams;
  /** `X-API-Key`, or `X-Unsafe-API-Key`, which the vendor takes as well. */
  readonly key: string | null;
}

/** What every route needs. */
export interface ApiContext {
  readonly store: CallStore;
  readonly agents: readonly AgentRow[];
  /** Scheme, host and port without a slash: the start of `next` and `previous`. */
  readonly origin: string;
  readonly scenario: Scenario;
}

export interface UltravoxOptions {
  readonly store: CallStore;
  readonly nowMs: number;
  readonly apiKey: string;
  readonly limit: RequestLimit;
  readonly retryAfter: (waitSeconds: number) => string;
}

export type UltravoxApi = (request: ApiRequest, origin: string, scenario: Scenario) => Answer;

/** The vendor's API: path, then key, then request limit, then method, as its framework checks them. */
export function createUltravoxApi(options: UltravoxOptions): UltravoxApi {
  const { store } = options;
  const agents = makeAgentRows(options.nowMs);
  return (request, origin, scenario) => {
    const route = findRoute(request.path);
    if (route === null) return unknownPath();
    if (request.key === null) return missingKey();
    if (request.key !== options.apiKey) return invalidKey();
    const waitSeconds = Math.ceil(options.limit.take() / 1000);
    if (waitSeconds > 0) return throttled(waitSeconds, options.retryAfter(waitSeconds));
    if (request.method !== "GET" && request.method !== "HEAD") return methodNotAllowed(request.method);
    return route.answer({ store, agents, origin, scenario }, request, route.id);
  };
}
