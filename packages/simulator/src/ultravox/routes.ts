import type { CallRow } from "../data/call-row.ts";
import { type Answer, json } from "../server/answer.ts";
import type { ApiContext, ApiRequest } from "./api.ts";
import { accountBody } from "./bodies/account.ts";
import { agentBody } from "./bodies/agent.ts";
import { callBody } from "./bodies/call.ts";
import { listAnswer } from "./list-answer.ts";
import { unknownObject } from "./problems.ts";
import { callFilter } from "./query/call-filter.ts";
import { newestFirstOf } from "./query/page.ts";
import { Parameters } from "./query/parameters.ts";

type RouteAnswer = (context: ApiContext, request: ApiRequest, id: string) => Answer;

const ROUTES: readonly { readonly path: RegExp; readonly answer: RouteAnswer }[] = [
  { path: /^\/api\/calls$/, answer: listCalls },
  { path: /^\/api\/calls\/([^/]+)$/, answer: getCall },
  { path: /^\/api\/agents$/, answer: listAgents },
  { path: /^\/api\/agents\/([^/]+)$/, answer: getAgent },
  { path: /^\/api\/agents\/([^/]+)\/calls$/, answer: listCallsOfAgent },
  { path: /^\/api\/accounts\/me$/, answer: getAccount },
];

/** The route of a path and the id in it; null where there is none. */
export function findRoute(path: string): { answer: RouteAnswer; id: string } | null {
  for (const route of ROUTES) {
    const match = route.path.exec(path);
    if (match !== null) return { answer: route.answer, id: (match[1] ?? "").toLowerCase() };
  }
  return null;
}

function rowsOf(context: ApiContext): readonly CallRow[] {
  return context.scenario.withoutCalls ? [] : context.store.rows;
}

function listCalls(context: ApiContext, request: ApiRequest): Answer {
  const parameters = new Parameters(request.search);
  const matches = callFilter(parameters, (row) => context.store.searchText(row));
  const newestFirst = newestFirstOf(parameters);
  const select = () => (matches === null ? rowsOf(context) : rowsOf(context).filter(matches));
  return listAnswer(context, request, { parameters, newestFirst, select, body: callBody });
}

function getCall(context: ApiContext, _request: ApiRequest, id: string): Answer {
  const row = context.scenario.withoutCalls ? undefined : context.store.find(id);
  return row === undefined ? unknownObject("Call") : json(200, callBody(row));
}

function listAgents(context: ApiContext, request: ApiRequest): Answer {
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

function getAgent(context: ApiContext, _request: ApiRequest, id: string): Answer {
  const row = context.agents.find(({ agent }) => agent.agentId === id);
  if (row === undefined) return unknownObject("Agent");
  return json(200, agentBody(row, countByAgent(rowsOf(context)).get(id) ?? 0));
}

/** Has `cursor` and `pageSize` and nothing else: filters are ignored here. */
function listCallsOfAgent(context: ApiContext, request: ApiRequest, id: string): Answer {
  if (!context.agents.some(({ agent }) => agent.agentId === id)) return unknownObject("Agent");
  const select = () => rowsOf(context).filter((row) => row.agent?.agentId === id);
  const parameters = new Parameters(request.search);
  return listAnswer(context, request, { parameters, newestFirst: true, select, body: callBody });
}

function getAccount(context: ApiContext): Answer {
  return json(200, accountBody(rowsOf(context)));
}

function countByAgent(rows: readonly CallRow[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { agent } of rows) {
    if (agent !== null) counts.set(agent.agentId, (counts.get(agent.agentId) ?? 0) + 1);
  }
  return counts;
}
