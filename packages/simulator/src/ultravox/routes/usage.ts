import { MICROS_PER_DAY } from "../../base/time.ts";
import type { CallRow } from "../../calls/call-row.ts";
import { type Answer, json } from "../../http/answer.ts";
import { usageBody } from "../bodies/usage.ts";
import { callFilter, createdBetween } from "../query/call-filter.ts";
import { Parameters } from "../query/parameters.ts";
import { rowsOf } from "./calls.ts";
import { invalidFields } from "./problems.ts";
import type { ApiContext, ApiRequest } from "./route.ts";

/** The vendor documents no bound; its example has days and no hours. */
const HOURLY_MAX_MICROS = 32 * MICROS_PER_DAY;

/**
 * Takes the filters of `GET /api/calls`, but no cursor, page size or order. `allTime` counts what passes the filters on
 * any date. Days and hours without a call are left out, and hours where the dates are more than 32 days apart.
 */
export function getCallUsage(context: ApiContext, request: ApiRequest): Answer {
  const search = (row: CallRow) => context.store.searchText(row);
  const parameters = new Parameters(request.search);
  const range = createdBetween(parameters);
  const undated = new URLSearchParams(request.search);
  for (const name of ["fromDate", "toDate"]) undated.delete(name);
  const matches = callFilter(new Parameters(undated), search);
  callFilter(parameters, search);
  if (parameters.failed) return invalidFields(parameters.errors);
  const all = matches === null ? rowsOf(context) : rowsOf(context).filter(matches);
  const inRange = all.filter(
    ({ createdMicros }) =>
      createdMicros >= (range.from ?? -Infinity) && createdMicros <= (range.to ?? Infinity),
  );
  const withHours = range.from !== null && (range.to ?? context.nowMicros) - range.from <= HOURLY_MAX_MICROS;
  return json(200, usageBody(all, inRange, withHours));
}
