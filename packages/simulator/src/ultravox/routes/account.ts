import type { CallRow } from "../../calls/call-row.ts";
import { type Answer, json } from "../../http/answer.ts";
import { accountBody, agentBody } from "../bodies/account.ts";
import { callBody } from "../bodies/call.ts";
import { newestFirstOf } from "../query/page.ts";
import { Parameters } from "../query/parameters.ts";
import { rowsOf } from "./calls.ts";
import { listAnswer } from "./list-answer.ts";
import { unknownObject } from "./problems.ts";
import type { ApiContext, ApiRequest } from "./route.ts";

export function getAccount(context: ApiContext): Answer {
  return json(200, accountBody(rowsOf(context), context.plan));
}

export function listAgents(context: ApiContext, request: ApiRequest): Answer {
  const parameters = new Parameters(request.search);
  const words = (parameters.text("search") ?? "").toLowerCase().split(/\s+/).filter(Boolean);
  if (parameters.has("search") && words.length === 0) {
    parameters.fail("search", "This field may not be blank.");
  }
  const newestFirst = newestFirstOf(parameters);
  const select = () =>
    context.agents.filter(({ agent }) => words.every((word) => agent.name.toLowerCase().includes(word)));
  const counts = countByAgent(rowsOf(context));
  const body = (row: (typeof context.agents)[number]) => agentBody(row, counts.get(row.agent.agentId) ?? 0);
  return listAnswer(context, request, { parameters, newestFirst, select, body });
}

export function getAgent(context: ApiContext, _request: ApiRequest, id: string): Answer {
  const row = context.agents.find(({ agent }) => agent.agentId === id);
  if (row === undefined) return unknownObject("Agent");
  return json(200, agentBody(row, countByAgent(rowsOf(context)).get(id) ?? 0));
}

/** Takes `cursor` and `pageSize`. The vendor ignores filters here. */
export function listCallsOfAgent(context: ApiContext, request: ApiRequest, id: string): Answer {
  if (!context.agents.some(({ agent }) => agent.agentId === id)) return unknownObject("Agent");
  const select = () => rowsOf(context).filter((row) => row.agent?.agentId === id);
  const parameters = new Parameters(request.search);
  return listAnswer(context, request, { parameters, newestFirst: true, select, body: callBody });
}

function countByAgent(rows: readonly CallRow[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { agent } of rows) {
    if (agent !== null) counts.set(agent.agentId, (counts.get(agent.agentId) ?? 0) + 1);
  }
  return counts;
}
