import * as v from "valibot";
import { openRecording } from "../recording/open-recording.ts";
import type { Recording, RecordingOptions, RecordingRequest } from "../recording/recording.ts";
import { type ClientOptions, createTransport, pathSegment, type Transport } from "../request/client.ts";
import { createJsonClient, type JsonClient } from "../request/json-client.ts";
import { fail, type Result, succeed } from "../request/result.ts";
import type { RequestOptions } from "../request/retry.ts";
import { AccountSchema, type UltravoxAccount } from "./account.ts";
import { CallUsageSchema, type UltravoxUsage } from "./call-usage.ts";
import { isSameId } from "./fields.ts";
import {
  type AgentsQuery,
  type CallsQuery,
  type EventsQuery,
  type PartQuery,
  toCallsParams,
  toPageParams,
  toUsageParams,
  type UsageQuery,
} from "./queries.ts";
import { type CallStarts, createCallStarts } from "./start-call.ts";
import { AgentSchema, readCall, type UltravoxAgent, type UltravoxCall } from "./ultravox-call.ts";
import { EventSchema, type UltravoxEvent } from "./ultravox-event.ts";
import { MessageSchema, type UltravoxMessage } from "./ultravox-message.ts";
import { parsePage, type UpstreamPage } from "./upstream-page.ts";

const NOT_FOUND = fail({ kind: "not_found" });
const WRONG_ID = fail({ kind: "invalid", reason: "wrong_id" });

/** The client that `createUltravox` returns. */
export interface Ultravox extends ReturnType<typeof createReads>, CallStarts {}

/**
 * A client of the Ultravox API: reads, and the starts of calls. A method resolves to a result and never rejects
 * for what the
 * upstream or the network does; it rejects with a TypeError for a query that cannot be sent.
 *
 * Throws a TypeError that names the option for a key or a base URL that cannot be used.
 */
export function createUltravox(clientOptions: ClientOptions): Ultravox {
  // docs.ultravox.ai/api-reference/introduction
  const transport = createTransport(clientOptions, "X-API-Key");
  const client = createJsonClient(transport);
  return { ...createReads(transport, client), ...createCallStarts(transport, client) };
}

function createReads(transport: Transport, { get }: JsonClient) {
  return {
    /** `GET /calls`, newest first. */
    async listCalls(
      query: CallsQuery,
      options?: RequestOptions,
    ): Promise<Result<UpstreamPage<UltravoxCall>>> {
      const params = toCallsParams(query);
      // Sent as no parameter at all, a list of no agents would be every agent.
      if (query.agentIds?.length === 0) return succeed({ items: [], skipped: 0, cursor: null, total: 0 });
      const body = await get({ path: "/calls", query: params, resource: "list" }, options);
      return body.ok ? parsePage(body.value, readCall) : body;
    },

    /** `GET /accounts/me/usage/calls`: calls by day and by hour of UTC. */
    async countCalls(query: UsageQuery, options?: RequestOptions): Promise<Result<UltravoxUsage>> {
      const params = toUsageParams(query);
      // Sent as no parameter at all, no agents would be every agent.
      if (query.agentIds?.length === 0) return succeed({ days: [], hours: [] });
      const path = "/accounts/me/usage/calls";
      const body = await get({ path, query: params, resource: "list" }, options);
      if (!body.ok) return body;
      const usage = v.safeParse(CallUsageSchema, body.value, { abortEarly: true });
      return usage.success ? succeed(usage.output) : fail({ kind: "invalid", reason: "schema" });
    },

    /** `GET /calls/{id}`. An answer about another call is refused, whatever made the upstream send it. */
    async getCall(callId: string, options?: RequestOptions): Promise<Result<UltravoxCall>> {
      const segment = pathSegment(callId);
      if (segment === null) return NOT_FOUND;
      const body = await get({ path: `/calls/${segment}`, resource: "single" }, options);
      if (!body.ok) return body;
      const call = readCall(body.value);
      if (call === undefined) return fail({ kind: "invalid", reason: "schema" });
      return isSameId(call.callId, callId) ? succeed(call) : WRONG_ID;
    },

    /** `total` of `GET /calls/{id}/stages`; null where the upstream does not count. */
    async countStages(callId: string, options?: RequestOptions): Promise<Result<number | null>> {
      const segment = pathSegment(callId);
      if (segment === null) return NOT_FOUND;
      const query = toPageParams({ pageSize: 1 });
      const body = await get({ path: `/calls/${segment}/stages`, query, resource: "single" }, options);
      if (!body.ok) return body;
      const page = parsePage(body.value, v.unknown());
      return page.ok ? succeed(page.value.total) : page;
    },

    /** `GET /calls/{id}/messages?mode=in_call`: all stages, in order, without what they began with. */
    async listMessages(
      callId: string,
      query: PartQuery,
      options?: RequestOptions,
    ): Promise<Result<UpstreamPage<UltravoxMessage>>> {
      // The vendor's default is the last stage alone.
      const params = new URLSearchParams([["mode", "in_call"], ...toPageParams(query)]);
      const body = await getPart(callId, "messages", params, options);
      return body.ok ? parsePage(body.value, MessageSchema) : body;
    },

    /** `GET /calls/{id}/events`. One row of another call refuses the page. */
    async listEvents(
      callId: string,
      { minimumSeverity, ...query }: EventsQuery,
      options?: RequestOptions,
    ): Promise<Result<UpstreamPage<UltravoxEvent>>> {
      const params = toPageParams(query);
      if (minimumSeverity !== undefined) params.append("minimum_severity", minimumSeverity);
      const body = await getPart(callId, "events", params, options);
      if (!body.ok) return body;
      const page = parsePage(body.value, EventSchema);
      if (!page.ok) return page;
      const rows = page.value.items;
      if (rows.some((row) => row.callId !== null && !isSameId(row.callId, callId))) return WRONG_ID;
      return succeed({ ...page.value, items: rows.map(({ event }) => event) });
    },

    /**
     * `GET /calls/{id}/recording`, and where it redirects to. `deadlineMs` is the time to the headers.
     * Without `isAllowedStorage` no redirect is followed.
     */
    async openRecording(
      callId: string,
      request: RecordingRequest,
      options?: RecordingOptions,
    ): Promise<Result<Recording>> {
      const segment = pathSegment(callId);
      if (segment === null) return NOT_FOUND;
      const url = new URL(`${transport.baseUrl}/calls/${segment}/recording`);
      return openRecording(transport, { url, isUpstream: true }, request, options);
    },

    /** `GET /accounts/me`. Cheap: it shows whether a key works. */
    async getAccount(options?: RequestOptions): Promise<Result<UltravoxAccount>> {
      const body = await get({ path: "/accounts/me", resource: "list" }, options);
      if (!body.ok) return body;
      const account = v.safeParse(AccountSchema, body.value, { abortEarly: true });
      return account.success ? succeed(account.output) : fail({ kind: "invalid", reason: "schema" });
    },

    /** `GET /agents`. */
    async listAgents(
      query: AgentsQuery,
      options?: RequestOptions,
    ): Promise<Result<UpstreamPage<UltravoxAgent>>> {
      const body = await get({ path: "/agents", query: toPageParams(query), resource: "list" }, options);
      return body.ok ? parsePage(body.value, AgentSchema) : body;
    },
  };

  async function getPart(
    callId: string,
    part: "messages" | "events",
    query: URLSearchParams,
    options?: RequestOptions,
  ): Promise<Result<unknown>> {
    const segment = pathSegment(callId);
    if (segment === null) return NOT_FOUND;
    return get({ path: `/calls/${segment}/${part}`, query, resource: "part" }, options);
  }
}
