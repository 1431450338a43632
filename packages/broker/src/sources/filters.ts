import { CALL_STATUSES, type CallStatus, type Scope, VERDICTS, type Verdict } from "@keyhole/contract";
import { SEARCH_MAX_CHARACTERS } from "../base/limits/calls.ts";
import { parseDateTime, parseInteger } from "../base/values.ts";
import type { Rows } from "../grants/rows.ts";
import type { QueryParams } from "../http/query-params.ts";
import { Refusal } from "../http/refusal.ts";
import type { SourceCall } from "./source-call.ts";

/** Reads an id in the form of one source; undefined for a text that cannot be one. */
export type ParseId = (text: string) => string | undefined;

/** One filter of `GET /v1/calls`. Parsing, narrowing, matching and the names of cursors follow from it. */
export interface Filter<Value extends string | number> {
  /** Completes "The parameter <name> expects …". */
  expects: string;
  /** The value of the query parameter; undefined for a text that is refused. */
  parse(text: string, parseId: ParseId): Value | undefined;
  /** Narrows the grant's rows; null if nothing is inside both. It must never widen them. */
  narrow?(rows: Rows, value: Value): Rows | null;
  /** Whether a call passes, for a source that does not filter. Absent: only a source can tell. */
  matches?(call: SourceCall, value: Value): boolean;
  /** Scopes without which the filter is refused, and why. */
  needs?: { scopes: readonly Scope[]; detail: string };
}

const DATE_TIME = "an ISO 8601 date-time with zone";
const MILLISECONDS = "a whole number of milliseconds";
const DURATION_MAX_MS = 10 ** 12;

function filter<Value extends string | number>(descriptor: Filter<Value>): Filter<Value> {
  return descriptor;
}

/** Every filter by its query parameter. A list's cursors are named after all of them, in this order. */
export const FILTERS = {
  from: filter<number>({
    expects: DATE_TIME,
    parse: parseDateTime,
    narrow: (rows, ms) => ({ ...rows, from: innerTime(Math.max, rows.from, ms) }),
    matches: ({ createdAt }, ms) => Date.parse(createdAt) >= ms,
  }),
  to: filter<number>({
    expects: DATE_TIME,
    parse: parseDateTime,
    narrow: (rows, ms) => ({ ...rows, to: innerTime(Math.min, rows.to, ms) }),
    matches: ({ createdAt }, ms) => Date.parse(createdAt) <= ms,
  }),
  agent: filter<string>({
    expects: "an agent's id",
    parse: (text, parseId) => parseId(text),
    narrow: (rows, id) => (rows.agents?.includes(id) === false ? null : { ...rows, agents: [id] }),
    matches: ({ agent }, id) => agent?.id.toLowerCase() === id,
  }),
  minDurationMs: filter<number>({
    expects: MILLISECONDS,
    parse: parseInteger(0, DURATION_MAX_MS),
    matches: ({ durationMs }, ms) => durationMs !== null && durationMs >= ms,
  }),
  maxDurationMs: filter<number>({
    expects: MILLISECONDS,
    parse: parseInteger(0, DURATION_MAX_MS),
    matches: ({ durationMs }, ms) => durationMs !== null && durationMs <= ms,
  }),
  q: filter<string>({
    expects: `1 to ${SEARCH_MAX_CHARACTERS} characters`,
    parse: (text) => (text.trim() === "" || text.length > SEARCH_MAX_CHARACTERS ? undefined : text),
    needs: {
      scopes: ["transcripts:read", "pii:read"],
      detail: "Searching needs the scopes transcripts:read and pii:read: a masked text must not be found.",
    },
  }),
  status: filter<CallStatus>({
    expects: `one of ${CALL_STATUSES.join(", ")}`,
    parse: (text) => CALL_STATUSES.find((status) => status === text),
    matches: (call, status) => call.status === status,
  }),
  verdict: filter<Verdict>({
    expects: `one of ${VERDICTS.join(", ")}`,
    parse: (text) => VERDICTS.find((verdict) => verdict === text),
    matches: ({ evaluation }, verdict) => evaluation?.verdict === verdict,
    needs: { scopes: ["evaluations:read"], detail: "Filtering by verdict needs the scope evaluations:read." },
  }),
};

export type FilterName = keyof typeof FILTERS;

type ValueOf<Descriptor> = Descriptor extends Filter<infer Value> ? Value : never;

/** The filters of one request; one that is absent does not filter. */
export type CallFilter = { readonly [Name in FilterName]?: ValueOf<(typeof FILTERS)[Name]> };

const ALL = Object.entries(FILTERS) as [FilterName, Filter<string | number>][];

/** Each filter that is set, with its value. */
function* setFilters(filter: CallFilter): Generator<[FilterName, Filter<string | number>, string | number]> {
  for (const [name, descriptor] of ALL) {
    const value = filter[name];
    if (value !== undefined) yield [name, descriptor, value];
  }
}

/** The viewer and the source that filters are parsed for. */
export interface FilterContext {
  scopes: readonly Scope[];
  parseId: ParseId;
  /** The filters that the source applies by itself. */
  applied: readonly FilterName[];
}

/** Reads the filters of a query. Unknown parameters are ignored. */
export function parseFilter(params: QueryParams, { scopes, parseId, applied }: FilterContext): CallFilter {
  const filter: Partial<Record<FilterName, string | number>> = {};
  const refused = refusedFilters(applied);
  for (const [name, { expects, parse, needs }] of ALL) {
    const value = params.read(name, expects, (text) => parse(text, parseId));
    if (value === null) continue;
    if (needs?.scopes.every((scope) => scopes.includes(scope)) === false) {
      throw new Refusal("scope_missing", needs.detail);
    }
    if (refused.includes(name)) {
      throw new Refusal("invalid_request", `The source of this site's calls has no filter ${name}.`);
    }
    filter[name] = value;
  }
  return filter as CallFilter;
}

/** The filters that a source does not apply and the broker cannot match. */
export function refusedFilters(applied: readonly FilterName[]): FilterName[] {
  return ALL.flatMap(([name, { matches }]) =>
    matches === undefined && !applied.includes(name) ? [name] : [],
  );
}

/** The grant's rows, narrowed by the filters; null if no call can be inside both. */
export function narrowRows(granted: Rows, filter: CallFilter): Rows | null {
  let rows: Rows | null = granted;
  for (const [, { narrow }, value] of setFilters(filter)) {
    if (narrow !== undefined && rows !== null) rows = narrow(rows, value);
  }
  if (rows === null || rows.agents?.length === 0) return null;
  const { from, to } = rows;
  return from !== undefined && to !== undefined && Date.parse(from) > Date.parse(to) ? null : rows;
}

/** Whether a call passes the filters, for a source that does not know or does not honour one. */
export function createMatch(filter: CallFilter): (call: SourceCall) => boolean {
  const checks = [...setFilters(filter)].flatMap(([, { matches }, value]) =>
    matches === undefined ? [] : [(call: SourceCall) => matches(call, value)],
  );
  return (call) => checks.every((check) => check(call));
}

/** Whether the source applies every filter that is set. Only then is its total exact. */
export function isApplied(filter: CallFilter, applied: readonly FilterName[]): boolean {
  return [...setFilters(filter)].every(([name]) => applied.includes(name));
}

/** The values of all filters in the table's order, which tell one list of calls from another. */
export function filterValues(filter: CallFilter): (string | number | null)[] {
  return ALL.map(([name]) => filter[name] ?? null);
}

/** The later of two starts, or the earlier of two ends. */
function innerTime(inner: typeof Math.max, granted: string | undefined, ms: number): string {
  return new Date(granted === undefined ? ms : inner(ms, Date.parse(granted))).toISOString();
}
