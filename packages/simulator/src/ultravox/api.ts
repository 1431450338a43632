import type { Clock } from "../base/clock.ts";
import type { AgentRow } from "../calls/agents.ts";
import { type Answer, throttled } from "../http/answer.ts";
import { RequestLimit } from "../http/request-limit.ts";
import type { CallEditor } from "../store/call-editor.ts";
import type { CallStore } from "../store/call-store.ts";
import { invalidKey, methodNotAllowed, missingKey, unknownPath } from "./routes/problems.ts";
import type { ApiContext, ApiFaults, ApiRequest, Route, RouteAnswer } from "./routes/route.ts";
import { findRoute } from "./routes/routes.ts";
import { type CallThrottles, type Plan, StartLimits } from "./start/start-limits.ts";

export interface UltravoxOptions {
  readonly store: CallStore;
  readonly editor: CallEditor;
  readonly plan: Plan;
  readonly callThrottles: CallThrottles;
  readonly deliver: ApiContext["deliver"];
  readonly agents: readonly AgentRow[];
  readonly clock: Clock;
  /** The data's clock, in milliseconds since 1970. */
  readonly dataClockMs: () => number;
  readonly recordingUrl: ApiContext["recordingUrl"];
  readonly apiKey: string;
  readonly requestsPerSecond: number;
  readonly retryAfter: (waitSeconds: number) => string;
}

/** `origin` is the API's own. */
export type UltravoxApi = (request: ApiRequest, origin: string, faults: ApiFaults) => Answer;

/** The vendor's API: path, then key, then request limit, then method, as its framework checks them. */
export function createUltravoxApi(options: UltravoxOptions): UltravoxApi {
  const { clock } = options;
  const limit = new RequestLimit(options.requestsPerSecond, () => clock.nowMs());
  const startLimits = new StartLimits(options.plan, options.callThrottles, () => clock.nowMs());
  return (request, origin, faults) => {
    const found = findRoute(request.path);
    if (found === null) return unknownPath();
    if (request.key === null) return missingKey();
    if (request.key !== options.apiKey) return invalidKey();
    const waitSeconds = Math.ceil(limit.take() / 1000);
    if (waitSeconds > 0) return throttled(waitSeconds, options.retryAfter(waitSeconds));
    const answer = answerTo(request.method, found.route);
    if (answer === undefined) {
      return methodNotAllowed(request.method, allowedMethods(found.route));
    }
    const nowMicros = Math.floor(options.dataClockMs() * 1000);
    return answer({ ...options, startLimits, origin, faults, nowMicros }, request, ...found.ids);
  };
}

function answerTo(method: string, route: Route): RouteAnswer | undefined {
  switch (method) {
    case "GET":
    case "HEAD":
      return route.GET;
    case "POST":
      return route.POST;
    case "DELETE":
      return route.DELETE;
    default:
      return undefined;
  }
}

function allowedMethods(route: Route): string[] {
  return [...Object.keys(route), ...(route.GET === undefined ? [] : ["HEAD"])];
}
