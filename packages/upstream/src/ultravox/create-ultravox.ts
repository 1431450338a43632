import { type ClientOptions, createGet, type RequestOptions } from "../request/create-get.ts";
import type { Result } from "../request/result.ts";
import { type AgentsQuery, getAgent, listAgents } from "./agents.ts";
import { countStages, getCall, listCalls } from "./calls.ts";
import type { CallsQuery } from "./calls-query.ts";
import type { UltravoxAgent } from "./ultravox-agent.ts";
import type { UltravoxCall } from "./ultravox-call.ts";
import type { UpstreamPage } from "./upstream-page.ts";

/**
 * The Ultravox API, as far as it is read. A method resolves to a result and never rejects for what the
 * upstream or the network does; it rejects with a TypeError for a query that cannot be sent.
 */
export interface Ultravox {
  /** `GET /calls`, newest first. */
  listCalls(query: CallsQuery, options?: RequestOptions): Promise<Result<UpstreamPage<UltravoxCall>>>;
  /** `GET /calls/{id}`. */
  getCall(id: string, options?: RequestOptions): Promise<Result<UltravoxCall>>;
  /** `total` of `GET /calls/{id}/stages`; null where the upstream does not count. */
  countStages(id: string, options?: RequestOptions): Promise<Result<number | null>>;
  /** `GET /agents`. */
  listAgents(query: AgentsQuery, options?: RequestOptions): Promise<Result<UpstreamPage<UltravoxAgent>>>;
  /** `GET /agents/{id}`. */
  getAgent(id: string, options?: RequestOptions): Promise<Result<UltravoxAgent>>;
}

/** Throws a TypeError that names the option for a key or a base URL that cannot be used. */
export function createUltravox(options: ClientOptions): Ultravox {
  // docs.ultravox.ai/api-reference/introduction
  const get = createGet(options, "X-API-Key");
  return {
    listCalls: (query, requestOptions) => listCalls(get, query, requestOptions),
    getCall: (id, requestOptions) => getCall(get, id, requestOptions),
    countStages: (id, requestOptions) => countStages(get, id, requestOptions),
    listAgents: (query, requestOptions) => listAgents(get, query, requestOptions),
    getAgent: (id, requestOptions) => getAgent(get, id, requestOptions),
  };
}
