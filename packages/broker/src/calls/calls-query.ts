import { CALL_STATUSES, type CallStatus } from "@keyhole/contract";
import { SEARCH_MAX_CHARACTERS } from "../base/limits.ts";
import { parseDateTime, parseInteger, parseUuid } from "../base/values.ts";
import type { Access } from "../grants/access.ts";
import type { PageQuery } from "../http/query-params.ts";
import { parsePageQuery, QueryParams } from "../http/query-params.ts";
import { Refusal } from "../http/refusal.ts";

/** What a page asks of `GET /v1/calls`, apart from where in the list and how much. */
export interface CallsFilter {
  /** Milliseconds since 1970, inclusive, on the creation. */
  fromMs: number | null;
  toMs: number | null;
  agent: string | null;
  minDurationMs: number | null;
  maxDurationMs: number | null;
  text: string | null;
  status: CallStatus | null;
}

export interface CallsQuery extends PageQuery {
  filter: CallsFilter;
}

const DURATION_MAX_MS = 10 ** 12;

/** Reads the query of `GET /v1/calls`. Parameters that nobody knows are ignored. */
export function parseCallsQuery(url: string, access: Access): CallsQuery {
  const params = new QueryParams(url);
  const dateTime = "an ISO 8601 date-time with zone";
  const duration = parseInteger(0, DURATION_MAX_MS);
  const text = params.read("q", `1 to ${SEARCH_MAX_CHARACTERS} characters`, (value) =>
    value.trim() === "" || value.length > SEARCH_MAX_CHARACTERS ? undefined : value,
  );
  if (text !== null && !(access.scopes.includes("transcripts:read") && access.scopes.includes("pii:read"))) {
    throw new Refusal(
      "scope_missing",
      "Searching needs the scopes transcripts:read and pii:read: a masked text must not be found.",
    );
  }
  return {
    filter: {
      fromMs: params.read("from", dateTime, parseDateTime),
      toMs: params.read("to", dateTime, parseDateTime),
      agent: params.read("agent", "an agent's id", parseUuid),
      minDurationMs: params.read("minDurationMs", "a whole number of milliseconds", duration),
      maxDurationMs: params.read("maxDurationMs", "a whole number of milliseconds", duration),
      text,
      status: params.read("status", `one of ${CALL_STATUSES.join(", ")}`, (value) =>
        CALL_STATUSES.find((status) => status === value),
      ),
    },
    ...parsePageQuery(params),
  };
}
