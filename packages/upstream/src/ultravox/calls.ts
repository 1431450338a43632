import * as v from "valibot";
import type { Get } from "../request/create-get.ts";
import { pathSegment } from "../request/path-segment.ts";
import type { RequestOptions } from "../request/repeat.ts";
import { fail, type Result, succeed } from "../request/result.ts";
import { type CallsQuery, toCallsParams } from "./calls-query.ts";
import { type Resource, readResource } from "./read-resource.ts";
import { CallSchema, type UltravoxCall } from "./ultravox-call.ts";
import { parsePage, type UpstreamPage } from "./upstream-page.ts";

const CALL: Resource<UltravoxCall> = {
  collection: "calls",
  schema: CallSchema,
  idOf: (call) => call.callId,
};

export async function listCalls(
  get: Get,
  query: CallsQuery,
  options?: RequestOptions,
): Promise<Result<UpstreamPage<UltravoxCall>>> {
  const params = toCallsParams(query);
  // Sent as no parameter at all, a list of no agents would be every agent.
  if (query.agentIds?.length === 0) return succeed({ items: [], skipped: 0, cursor: null, total: 0 });
  const body = await get({ path: "/calls", query: params, resource: "list" }, options);
  return body.ok ? parsePage(body.value, CallSchema) : body;
}

export function getCall(get: Get, id: string, options?: RequestOptions): Promise<Result<UltravoxCall>> {
  return readResource(get, CALL, id, options);
}

/** How many stages a call has; null where the upstream does not count. */
export async function countStages(
  get: Get,
  id: string,
  options?: RequestOptions,
): Promise<Result<number | null>> {
  const segment = pathSegment(id);
  if (segment === null) return fail({ kind: "not_found" });
  const query = new URLSearchParams({ pageSize: "1" });
  const body = await get({ path: `/calls/${segment}/stages`, query, resource: "single" }, options);
  if (!body.ok) return body;
  const page = parsePage(body.value, v.unknown());
  return page.ok ? succeed(page.value.total) : page;
}
