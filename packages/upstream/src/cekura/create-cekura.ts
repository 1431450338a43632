import * as v from "valibot";
import { openRecording } from "../recording/open-recording.ts";
import type { Recording, RecordingOptions, RecordingRequest } from "../recording/recording.ts";
import { type ClientOptions, createTransport } from "../request/client.ts";
import { createJsonClient } from "../request/json-client.ts";
import { fail, type Result, succeed } from "../request/result.ts";
import type { RequestOptions } from "../request/retry.ts";
import type { Rows } from "../schemas/rows.ts";
import {
  CallLogDetailSchema,
  CallLogSchema,
  type CekuraCallLog,
  type CekuraCallLogDetail,
} from "./call-log.ts";
import { type CekuraPage, parseList, parsePage } from "./cekura-page.ts";
import {
  AgentSchema,
  ApiKeySchema,
  type CekuraAgent,
  type CekuraApiKey,
  type CekuraMetric,
  type CekuraProject,
  MetricSchema,
  ProjectSchema,
} from "./objects.ts";
import {
  type CallLogsQuery,
  type CekuraFilter,
  type CekuraScope,
  toCallLogsParams,
  toCount,
  toScopeParams,
} from "./queries.ts";
import { type SentCall, toObserveBody } from "./sent-call.ts";

const WRONG_SCHEMA = fail({ kind: "invalid", reason: "schema" });
const WRONG_ID = fail({ kind: "invalid", reason: "wrong_id" });
const ID_MAX = Number.MAX_SAFE_INTEGER;

/** The client that `createCekura` returns. */
export interface Cekura extends ReturnType<typeof createCekura> {}

/** One page of agents: `page` from 1, `pageSize` 1 to 100. */
export interface AgentsQuery {
  projectId?: number | undefined;
  page?: number | undefined;
  pageSize: number;
}

export interface CekuraOptions extends ClientOptions {
  /** What clients of one key have learnt of the API; shared by those that are given the same object. */
  learnt?: CekuraKnowledge | undefined;
}

/** What the vendor's documents leave open, and its answers show. */
export interface CekuraKnowledge {
  /** The vendor documents the operator `in` and the field `call_id`, but never both together. */
  isInRefused: boolean;
}

/**
 * A client of the Cekura API, for the base URL `https://api.cekura.ai`. A method resolves to a result and
 * never rejects for what the upstream or the network does; it rejects with a TypeError for a request that
 * cannot be sent. Every path ends in a slash: without it the vendor redirects, which loses a body.
 *
 * Throws a TypeError that names the option for a key or a base URL that cannot be used.
 */
export function createCekura({ learnt = { isInRefused: false }, ...clientOptions }: CekuraOptions) {
  // docs.cekura.ai/api-reference/authentication
  const transport = createTransport(clientOptions, "X-CEKURA-API-KEY");
  const { get, post } = createJsonClient(transport);

  async function listCallLogs(
    query: CallLogsQuery,
    options?: RequestOptions,
  ): Promise<Result<CekuraPage<CekuraCallLog>>> {
    const params = toCallLogsParams(query);
    const path = "/observability/v2/call-logs/";
    const body = await get({ path, query: params, resource: "list" }, options);
    return body.ok ? parsePage(body.value, CallLogSchema) : body;
  }

  return {
    /** `GET /observability/v2/call-logs/`, within a window of at most 33 days. The vendor documents no order. */
    listCallLogs,

    /**
     * The call logs of some of the provider's calls, within a window that covers them. Not every call has
     * one, and one call may have several. Where the vendor refuses the filter that names them in one
     * condition, a condition for each is sent, then and from then on.
     */
    async findCallLogs(
      { callIds, ...query }: Omit<CallLogsQuery, "filter"> & { callIds: readonly string[] },
      options?: RequestOptions,
    ): Promise<Result<CekuraPage<CekuraCallLog>>> {
      if (callIds.length === 0) return succeed({ items: [], skipped: 0, nextPage: null, total: 0 });
      if (!learnt.isInRefused) {
        const filter: CekuraFilter = { field: "call_id", op: "in", value: callIds };
        const page = await listCallLogs({ ...query, filter }, options);
        if (page.ok || page.error.kind !== "refused") return page;
        learnt.isInRefused = true;
      }
      const conditions = callIds.map((value): CekuraFilter => ({ field: "call_id", op: "eq", value }));
      return listCallLogs({ ...query, filter: { operator: "or", conditions } }, options);
    },

    /** `GET /observability/v2/call-logs/{id}/`. An answer about another call log is refused. */
    async getCallLog(id: number, options?: RequestOptions): Promise<Result<CekuraCallLogDetail>> {
      const path = `/observability/v2/call-logs/${toCount("id", id, ID_MAX)}/`;
      const body = await get({ path, resource: "single" }, options);
      if (!body.ok) return body;
      const detail = v.safeParse(CallLogDetailSchema, body.value, { abortEarly: true });
      if (!detail.success) return WRONG_SCHEMA;
      return detail.output.id === id ? succeed(detail.output) : WRONG_ID;
    },

    /**
     * The recording at the URL of a detail, which is on a storage host and gets no key. `deadlineMs` is the time to
     * the headers. Without `isAllowedStorage` nothing is fetched.
     */
    async openRecording(
      recordingUrl: string,
      request: RecordingRequest,
      options?: RecordingOptions,
    ): Promise<Result<Recording>> {
      const url = URL.parse(recordingUrl);
      if (url === null) return WRONG_SCHEMA;
      return openRecording(transport, { url, isUpstream: false }, request, options);
    },

    /**
     * `POST /observability/v1/call-logs/{id}/mark_metric_vote/`, which also marks the call log as reviewed.
     * A vote of null takes it back. The same vote twice is one, so it is repeated as a read is.
     */
    async voteMetric(
      { id, metricId, vote }: { id: number; metricId: number; vote: "up" | "down" | null },
      options?: RequestOptions,
    ): Promise<Result<null>> {
      const path = `/observability/v1/call-logs/${toCount("id", id, ID_MAX)}/mark_metric_vote/`;
      const json = {
        metric_id: toCount("metricId", metricId, ID_MAX),
        thumbs_up: vote === null ? null : vote === "up",
        expected_value: null,
      };
      const body = await post({ path, json, isIdempotent: true, resource: "single" }, options);
      return body.ok ? succeed(null) : body;
    },

    /**
     * `POST /observability/v1/observe/`. Sent once: after `unavailable` or `invalid` the call may have arrived.
     */
    async sendCall(call: SentCall, options?: RequestOptions): Promise<Result<null>> {
      toCount("agentId", call.agentId, ID_MAX);
      const path = "/observability/v1/observe/";
      const body = await post({ path, json: toObserveBody(call), resource: "single" }, options);
      return body.ok ? succeed(null) : body;
    },

    /** `GET /test_framework/v2/aiagents/`. */
    async listAgents(
      { projectId, page = 1, pageSize }: AgentsQuery,
      options?: RequestOptions,
    ): Promise<Result<CekuraPage<CekuraAgent>>> {
      const query = new URLSearchParams({
        ...(projectId === undefined ? {} : toScopeParams({ projectId })),
        page: String(toCount("page", page, ID_MAX)),
        page_size: String(toCount("pageSize", pageSize, 100)),
      });
      const body = await get({ path: "/test_framework/v2/aiagents/", query, resource: "list" }, options);
      return body.ok ? parsePage(body.value, AgentSchema) : body;
    },

    /** `GET /user/v1/projects/`, all of them. */
    async listProjects(options?: RequestOptions): Promise<Result<Rows<CekuraProject>>> {
      const body = await get({ path: "/user/v1/projects/", resource: "list" }, options);
      return body.ok ? parseList(body.value, ProjectSchema) : body;
    },

    /** `GET /test_framework/v2/metrics/`, all of a project or an agent. Cheap: it shows whether a key works. */
    async listMetrics(scope: CekuraScope, options?: RequestOptions): Promise<Result<Rows<CekuraMetric>>> {
      const query = new URLSearchParams(toScopeParams(scope));
      const body = await get({ path: "/test_framework/v2/metrics/", query, resource: "list" }, options);
      return body.ok ? parseList(body.value, MetricSchema) : body;
    },

    /**
     * `POST /user/api/v1/user-api-key/`: makes a key that is good for one project and can read and write.
     * Sent once: after `unavailable` or `invalid` a key of that name may exist, which no API key can list
     * or revoke.
     */
    async createApiKey(
      { name, projectId }: { name: string; projectId: number },
      options?: RequestOptions,
    ): Promise<Result<CekuraApiKey>> {
      const json = { name, project: toCount("projectId", projectId, ID_MAX) };
      const body = await post({ path: "/user/api/v1/user-api-key/", json, resource: "single" }, options);
      if (!body.ok) return body;
      const made = v.safeParse(ApiKeySchema, body.value, { abortEarly: true });
      if (!made.success) return WRONG_SCHEMA;
      // A key of no project, or of another, can do more than was asked for.
      return made.output.projectId === projectId ? succeed(made.output) : WRONG_ID;
    },
  };
}
