import { createGet } from "../request/create-get.ts";
import type { RequestOptions } from "../request/repeat.ts";
import type { Result } from "../request/result.ts";
import { type ClientOptions, createTransport } from "../request/transport.ts";
import { type AgentsQuery, getAgent, listAgents } from "./agents.ts";
import { type EventsQuery, listEvents, listMessages, listStages, type PartQuery } from "./call-parts.ts";
import { countStages, getCall, listCalls } from "./calls.ts";
import type { CallsQuery } from "./calls-query.ts";
import { openRecording } from "./recording/open-recording.ts";
import type { Recording, RecordingOptions, RecordingRequest } from "./recording/recording.ts";
import type { UltravoxAgent } from "./ultravox-agent.ts";
import type { UltravoxCall } from "./ultravox-call.ts";
import type { UltravoxEvent } from "./ultravox-event.ts";
import type { UltravoxMessage } from "./ultravox-message.ts";
import type { UltravoxStage } from "./ultravox-stage.ts";
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
  /** `GET /calls/{id}/messages?mode=in_call`: all stages, in order, without what they began with. */
  listMessages(
    callId: string,
    query: PartQuery,
    options?: RequestOptions,
  ): Promise<Result<UpstreamPage<UltravoxMessage>>>;
  /** `GET /calls/{id}/stages`, in order. */
  listStages(
    callId: string,
    query: PartQuery,
    options?: RequestOptions,
  ): Promise<Result<UpstreamPage<UltravoxStage>>>;
  /** `GET /calls/{id}/events`. */
  listEvents(
    callId: string,
    query: EventsQuery,
    options?: RequestOptions,
  ): Promise<Result<UpstreamPage<UltravoxEvent>>>;
  /**
   * `GET /calls/{id}/recording`, and where it redirects to. `deadlineMs` is the time to the headers.
   * Without `isAllowedStorage` no redirect is followed.
   */
  openRecording(
    callId: string,
    request: RecordingRequest,
    options?: RecordingOptions,
  ): Promise<Result<Recording>>;
  /** `GET /agents`. */
  listAgents(query: AgentsQuery, options?: RequestOptions): Promise<Result<UpstreamPage<UltravoxAgent>>>;
  /** `GET /agents/{id}`. */
  getAgent(id: string, options?: RequestOptions): Promise<Result<UltravoxAgent>>;
}

/** Throws a TypeError that names the option for a key or a base URL that cannot be used. */
export function createUltravox(options: ClientOptions): Ultravox {
  // docs.ultravox.ai/api-reference/introduction
  const transport = createTransport(options, "X-API-Key");
  const get = createGet(transport);
  return {
    listCalls: (query, requestOptions) => listCalls(get, query, requestOptions),
    getCall: (id, requestOptions) => getCall(get, id, requestOptions),
    countStages: (id, requestOptions) => countStages(get, id, requestOptions),
    listMessages: (callId, query, requestOptions) => listMessages(get, callId, query, requestOptions),
    listStages: (callId, query, requestOptions) => listStages(get, callId, query, requestOptions),
    listEvents: (callId, query, requestOptions) => listEvents(get, callId, query, requestOptions),
    openRecording: (callId, request, recordingOptions) =>
      openRecording(transport, callId, request, recordingOptions),
    listAgents: (query, requestOptions) => listAgents(get, query, requestOptions),
    getAgent: (id, requestOptions) => getAgent(get, id, requestOptions),
  };
}
