import { getAccount, getAgent, listAgents, listCallsOfAgent } from "./account.ts";
import { getRecording, listEvents, listMessages, listTools } from "./call-parts.ts";
import { deleteCall, getCall, getDeletedCall, listCalls, listDeletedCalls } from "./calls.ts";
import { sendDataMessage } from "./data-message.ts";
import type { Route } from "./route.ts";
import { getStage, listMessagesOfStage, listStages, listToolsOfStage } from "./stages.ts";
import { startAgentCall, startCall } from "./start-call.ts";
import { getCallUsage } from "./usage.ts";

const ID = "([^/]+)";

const ROUTES: readonly (readonly [path: RegExp, route: Route])[] = [
  [path("/api/calls"), { GET: listCalls, POST: startCall }],
  [path(`/api/calls/${ID}`), { GET: getCall, DELETE: deleteCall }],
  [path(`/api/calls/${ID}/events`), { GET: listEvents }],
  [path(`/api/calls/${ID}/messages`), { GET: listMessages }],
  [path(`/api/calls/${ID}/recording`), { GET: getRecording }],
  [path(`/api/calls/${ID}/send_data_message`), { POST: sendDataMessage }],
  [path(`/api/calls/${ID}/stages`), { GET: listStages }],
  [path(`/api/calls/${ID}/stages/${ID}`), { GET: getStage }],
  [path(`/api/calls/${ID}/stages/${ID}/messages`), { GET: listMessagesOfStage }],
  [path(`/api/calls/${ID}/stages/${ID}/tools`), { GET: listToolsOfStage }],
  [path(`/api/calls/${ID}/tools`), { GET: listTools }],
  [path("/api/deleted_calls"), { GET: listDeletedCalls }],
  [path(`/api/deleted_calls/${ID}`), { GET: getDeletedCall }],
  [path("/api/agents"), { GET: listAgents }],
  [path(`/api/agents/${ID}`), { GET: getAgent }],
  [path(`/api/agents/${ID}/calls`), { GET: listCallsOfAgent, POST: startAgentCall }],
  [path("/api/accounts/me"), { GET: getAccount }],
  [path("/api/accounts/me/usage/calls"), { GET: getCallUsage }],
];

function path(pattern: string): RegExp {
  return new RegExp(`^${pattern}$`);
}

/** The route of a path, and the ids in it in lower case. Null if no route matches. */
export function findRoute(requested: string): { route: Route; ids: readonly [string, string] } | null {
  for (const [pattern, route] of ROUTES) {
    const match = pattern.exec(requested);
    if (match === null) continue;
    const [, id = "", partId = ""] = match;
    return { route, ids: [id.toLowerCase(), partId.toLowerCase()] };
  }
  return null;
}
