import { parseDateTime } from "../base/time.ts";
import type { Answer } from "../http/answer.ts";
import { json } from "../http/answer.ts";
import { CEKURA_AGENTS, type CekuraAgent, PROJECTS } from "./agents.ts";
import { type CallLog, listBody } from "./call-log.ts";
import { parseFilter } from "./filters.ts";
import type { CekuraKey } from "./keys.ts";
import { METRICS, metricDefinition } from "./metrics.ts";
import { type CekuraRequest, refuse, toInteger, wrongField } from "./request.ts";
import type { CekuraWorld } from "./world.ts";

const DAY_MICROS = 24 * 3600 * 1_000_000;
/** What is listed without a range of time. */
const DEFAULT_WINDOW_MICROS = 30 * DAY_MICROS;
const WINDOW_MAX_MICROS = 33 * DAY_MICROS;
/** The vendor documents neither its default nor its maximum. */
const PAGE_SIZE_DEFAULT = 10;
const PAGE_SIZE_MAX = 100;

/** What lists need beside the request. */
export interface ListContext {
  readonly world: CekuraWorld;
  readonly key: CekuraKey;
  readonly nowMicros: number;
  /** Where Cekura is served: the start of `next` and `previous`. */
  readonly baseUrl: string;
  /** The vendor documents the operator `in` and the field `call_id`, but not both together. */
  readonly refusesIn: boolean;
}

/** `GET /observability/v2/call-logs/`. */
export function listCallLogs(context: ListContext, request: CekuraRequest): Answer {
  const { search } = request;
  const agents = new Set(agentsOf(context.key, search).map(({ id }) => id));
  const [fromMicros, toMicros] = windowOf(search, context.nowMicros);
  const filter = filterOf(search.get("filters_v2"), context.refusesIn);
  const ids = search
    .get("call_ids")
    ?.split(",")
    .map((id) => toInteger("call_ids", id));
  const holds = ({ id, agent, startedMicros }: CallLog) =>
    startedMicros >= fromMicros &&
    startedMicros <= toMicros &&
    agents.has(agent.id) &&
    (ids === undefined || ids.includes(id));
  const matches = [...context.world.states(filter.callIds, holds)].filter((state) => filter.matches(state));
  return page(context, request, matches, listBody);
}

/** `GET /test_framework/v2/aiagents/`. */
export function listAgents(context: ListContext, request: CekuraRequest): Answer {
  const project = projectOf(context.key, request.search);
  const agents = CEKURA_AGENTS.filter((agent) => project === null || agent.project.id === project);
  return page(context, request, agents, agentBody);
}

/** `GET /user/v1/projects/`: a plain array. */
export function listProjects({ key }: ListContext): Answer {
  const seen = PROJECTS.filter(({ id }) => key.project === null || key.project === id);
  return json(
    200,
    seen.map(({ id, name }) => ({
      id,
      name,
      max_call_duration: 900,
      webhook_url: "https://hooks.example.com/cekura",
    })),
  );
}

/** `GET /test_framework/v2/metrics/`: a plain array. */
export function listMetrics({ key }: ListContext, { search }: CekuraRequest): Answer {
  const agents = agentsOf(key, search);
  const [first] = agents;
  if (first === undefined) return json(200, []);
  const ids = agents.map(({ id }) => id);
  return json(
    200,
    METRICS.map((metric) => metricDefinition(metric, first.project.id, ids)),
  );
}

/** The agents that a key may list. An organization's key has to name a project or an agent. */
function agentsOf(key: CekuraKey, search: URLSearchParams): readonly CekuraAgent[] {
  const project = projectOf(key, search);
  const agent = search.get("agent_id");
  if (project === null && agent === null)
    throw wrongField("project_id", "This field is required with an organization API key.");
  const wanted = agent === null ? null : toInteger("agent_id", agent);
  return CEKURA_AGENTS.filter(
    ({ id, project: { id: of } }) =>
      (project === null || of === project) && (wanted === null || id === wanted),
  );
}

function projectOf(key: CekuraKey, search: URLSearchParams): number | null {
  const text = search.get("project_id");
  const named = text === null ? null : toInteger("project_id", text);
  if (named !== null && !PROJECTS.some(({ id }) => id === named)) throw refuse(404, "Not found.");
  if (key.project !== null && named !== null && named !== key.project)
    throw refuse(403, "You do not have permission to perform this action.");
  return key.project ?? named;
}

function windowOf(search: URLSearchParams, nowMicros: number): [fromMicros: number, toMicros: number] {
  const read = (name: string, bareDate: "start" | "end") => {
    const text = search.get(name);
    if (text === null || text === "") return null;
    const micros = parseDateTime(text, bareDate);
    if (micros === null) throw wrongField(name, "Enter a valid date/time.");
    return micros;
  };
  const to = read("timestamp_to", "end");
  const from = read("timestamp_from", "start");
  const toMicros = to ?? nowMicros;
  const fromMicros = from ?? toMicros - DEFAULT_WINDOW_MICROS;
  if (toMicros - fromMicros > WINDOW_MAX_MICROS)
    throw wrongField("timestamp_to", "The time range may not be wider than 33 days.");
  return [fromMicros, toMicros];
}

function filterOf(text: string | null, refusesIn: boolean): ReturnType<typeof parseFilter> {
  if (text === null || text === "") return { matches: () => true, callIds: null };
  try {
    return parseFilter(text, refusesIn);
  } catch (error) {
    if (error instanceof TypeError) throw wrongField("filters_v2", error.message);
    throw error;
  }
}

function page<Row>(
  { baseUrl }: ListContext,
  { path, search }: CekuraRequest,
  rows: readonly Row[],
  body: (row: Row) => object,
): Answer {
  const size = Math.min(PAGE_SIZE_MAX, count(search, "page_size", PAGE_SIZE_DEFAULT));
  const number = count(search, "page", 1);
  const pages = Math.max(1, Math.ceil(rows.length / size));
  if (number > pages) throw refuse(404, "Invalid page.");
  const address = (to: number) => {
    const query = new URLSearchParams(search);
    query.set("page", String(to));
    return `${baseUrl}${path}?${query}`;
  };
  return json(200, {
    count: rows.length,
    next: number < pages ? address(number + 1) : null,
    previous: number > 1 ? address(number - 1) : null,
    results: rows.slice((number - 1) * size, number * size).map(body),
  });
}

function count(search: URLSearchParams, name: string, fallback: number): number {
  const text = search.get(name);
  if (text === null || !/^[1-9]\d{0,8}$/.test(text)) {
    if (text !== null && name === "page") throw refuse(404, "Invalid page.");
    return fallback;
  }
  return Number(text);
}

/** The vendor's AIAgentV2, as far as it matters here. */
function agentBody({ id, name, project, provider, providerId }: CekuraAgent): object {
  return {
    id,
    name,
    description: "",
    project: project.id,
    language: "en",
    provider: { type: provider, agent_id: providerId },
    created_at: "2026-01-12T10:05:00Z",
    updated_at: "2026-01-12T10:05:00Z",
  };
}
