import { type Answer, json } from "../../server/answer.ts";
import type { ApiContext, ApiRequest } from "../api.ts";
import { tombstoneBody } from "../bodies/tombstone.ts";
import { listAnswer } from "../list-answer.ts";
import { unknownObject } from "../problems.ts";
import { callFilter } from "../query/call-filter.ts";
import { Parameters } from "../query/parameters.ts";

/** The filters of the list of calls, and no `sort`: newest first. */
export function listDeletedCalls(context: ApiContext, request: ApiRequest): Answer {
  const parameters = new Parameters(request.search);
  const matches = callFilter(parameters, (row) => context.store.searchText(row));
  const all = context.scenario.withoutCalls ? [] : context.store.tombstones;
  const select = () => (matches === null ? all : all.filter(({ row }) => matches(row)));
  return listAnswer(context, request, { parameters, newestFirst: true, select, body: tombstoneBody });
}

export function getDeletedCall(context: ApiContext, _request: ApiRequest, id: string): Answer {
  const tombstone = context.scenario.withoutCalls ? undefined : context.store.findTombstone(id);
  return tombstone === undefined ? unknownObject("CallTombstone") : json(200, tombstoneBody(tombstone));
}
