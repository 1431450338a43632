import type { CallRow } from "../../calls/call-row.ts";
import { type Answer, json, noContent } from "../../http/answer.ts";
import { callBody, tombstoneBody } from "../bodies/call.ts";
import { callFilter } from "../query/call-filter.ts";
import { newestFirstOf } from "../query/page.ts";
import { Parameters } from "../query/parameters.ts";
import { listAnswer } from "./list-answer.ts";
import { unknownObject } from "./problems.ts";
import type { ApiContext, ApiRequest } from "./route.ts";

/** All calls, or none under a scenario without calls. */
export function rowsOf(context: ApiContext): readonly CallRow[] {
  return context.faults.withoutCalls ? [] : context.store.rows;
}

/** Answers for a call, or 404 if it does not exist. */
export function withCall(context: ApiContext, id: string, answer: (row: CallRow) => Answer): Answer {
  const row = context.faults.withoutCalls ? undefined : context.store.find(id);
  return row === undefined ? unknownObject("Call") : answer(row);
}

export function listCalls(context: ApiContext, request: ApiRequest): Answer {
  const parameters = new Parameters(request.search);
  const matches = callFilter(parameters, (row) => context.store.searchText(row));
  const newestFirst = newestFirstOf(parameters);
  const select = () => (matches === null ? rowsOf(context) : rowsOf(context).filter(matches));
  return listAnswer(context, request, { parameters, newestFirst, select, body: callBody });
}

export function getCall(context: ApiContext, _request: ApiRequest, id: string): Answer {
  return withCall(context, id, (row) => json(200, callBody(row)));
}

/** Deletes running calls too. The vendor does not document what happens to them. */
export function deleteCall(context: ApiContext, _request: ApiRequest, id: string): Answer {
  return withCall(context, id, (row) => {
    context.store.delete(row, context.nowMicros);
    return noContent();
  });
}

/** Takes the filters of `GET /api/calls` but no `sort`: newest first. */
export function listDeletedCalls(context: ApiContext, request: ApiRequest): Answer {
  const parameters = new Parameters(request.search);
  const matches = callFilter(parameters, (row) => context.store.searchText(row));
  const all = context.faults.withoutCalls ? [] : context.store.tombstones;
  const select = () => (matches === null ? all : all.filter(({ row }) => matches(row)));
  return listAnswer(context, request, { parameters, newestFirst: true, select, body: tombstoneBody });
}

export function getDeletedCall(context: ApiContext, _request: ApiRequest, id: string): Answer {
  const tombstone = context.faults.withoutCalls ? undefined : context.store.findTombstone(id);
  return tombstone === undefined ? unknownObject("CallTombstone") : json(200, tombstoneBody(tombstone));
}
