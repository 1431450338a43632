import type { CallRow } from "../data/call-row.ts";
import type { CallStore } from "../data/call-store.ts";
import type { Scenario } from "../scenarios/scenario.ts";
import type { Answer } from "../server/answer.ts";
import { type AgentRow, makeAgentRows } from "./bodies/agent.ts";
import { invalidKey, methodNotAllowed, missingKey, throttled, unknownPath } from "./problems.ts";
import type { RequestLimit } from "./request-limit.ts";
import type { RouteAnswer } from "./routes/route-answer.ts";
import { findRoute, type Route } from "./routes.ts";

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
  /** The data's clock. */
  readonly nowMicros: number;
  /** A signed address on the storage host. */
  readonly recordingUrl: (row: CallRow) => string;
}

export interface UltravoxOptions {
  readonly store: CallStore;
  /** The start of the data's clock. */
  readonly nowMs: number;
  /** The data's clock, which goes on. */
  readonly clockMs: () => number;
  readonly recordingUrl: (row: CallRow) => string;
  readonly apiKey: string;
  readonly limit: RequestLimit;
  readonly retryAfter: (waitSeconds: number) => string;
}

export type UltravoxApi = (request: ApiRequest, origin: string, scenario: Scenario) => Answer;

/** The vendor's API: path, then key, then request limit, then method, as its framework checks them. */
export function createUltravoxApi(options: UltravoxOptions): UltravoxApi {
  const { store, recordingUrl } = options;
  const agents = makeAgentRows(options.nowMs);
  return (request, origin, scenario) => {
    const found = findRoute(request.path);
    if (found === null) return unknownPath();
    if (request.key === null) return missingKey();
    if (request.key !== options.apiKey) return invalidKey();
    const waitSeconds = Math.ceil(options.limit.take() / 1000);
    if (waitSeconds > 0) return throttled(waitSeconds, options.retryAfter(waitSeconds));
    const answer = answerTo(request.method, found.route);
    if (answer === undefined) {
      return methodNotAllowed(request.method, [...Object.keys(found.route), "HEAD"]);
    }
    const nowMicros = Math.floor(options.clockMs() * 1000);
    return answer({ store, agents, origin, scenario, nowMicros, recordingUrl }, request, ...found.ids);
  };
}

function answerTo(method: string, route: Route): RouteAnswer | undefined {
  switch (method) {
    case "GET":
    case "HEAD":
      return route.GET;
    case "DELETE":
      return route.DELETE;
    default:
      return undefined;
  }
}
