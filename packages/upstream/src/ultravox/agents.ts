import { PAGE_SIZE_DEFAULT } from "../limits.ts";
import type { Get } from "../request/create-get.ts";
import type { RequestOptions } from "../request/repeat.ts";
import type { Result } from "../request/result.ts";
import { checkPageSize } from "./page-size.ts";
import { type Resource, readResource } from "./read-resource.ts";
import { AgentSchema, type UltravoxAgent } from "./ultravox-agent.ts";
import { parsePage, type UpstreamPage } from "./upstream-page.ts";

export interface AgentsQuery {
  /** `cursor` of the page before. */
  cursor?: string | undefined;
  /** 1 to 100, default 50; the upstream may answer fewer. */
  pageSize?: number | undefined;
}

const AGENT: Resource<UltravoxAgent> = {
  collection: "agents",
  schema: AgentSchema,
  idOf: (agent) => agent.agentId,
};

export async function listAgents(
  get: Get,
  { cursor, pageSize = PAGE_SIZE_DEFAULT }: AgentsQuery,
  options?: RequestOptions,
): Promise<Result<UpstreamPage<UltravoxAgent>>> {
  const query = new URLSearchParams({ pageSize: checkPageSize(pageSize) });
  if (cursor !== undefined) query.append("cursor", cursor);
  const body = await get({ path: "/agents", query, resource: "list" }, options);
  return body.ok ? parsePage(body.value, AgentSchema) : body;
}

export function getAgent(get: Get, id: string, options?: RequestOptions): Promise<Result<UltravoxAgent>> {
  return readResource(get, AGENT, id, options);
}
