import type { Clock } from "../base/clock.ts";
import { parseDateTime } from "../base/time.ts";
import { type Answer, json, redirectTo, throttled } from "../http/answer.ts";
import { RequestLimit } from "../http/request-limit.ts";
import { CEKURA_AGENTS, PROJECTS } from "./agents.ts";
import { type CekuraTurn, detailBody, listBody } from "./call-log.ts";
import { type CekuraKeys, keyBody } from "./keys.ts";
import { type ListContext, listAgents, listCallLogs, listMetrics, listProjects } from "./lists.ts";
import { METRICS } from "./metrics.ts";
import { type CekuraRequest, Refusal, readFields, refuse, toInteger, wrongField } from "./request.ts";
import type { CekuraWorld } from "./world.ts";

export interface CekuraOptions {
  readonly world: CekuraWorld;
  readonly keys: CekuraKeys;
  readonly clock: Clock;
  readonly nowMicros: () => number;
  readonly requestsPerSecond: number;
  readonly retryAfter: (waitSeconds: number) => string;
}

/** Faults of the simulated Cekura. */
export interface CekuraFaults {
  /** `filters_v2` has no operator `in`. */
  readonly refusesIn?: true;
  /** Calls that are sent are refused. */
  readonly refusesCalls?: true;
  /** Calls that are sent arrive, and the answer does not. */
  readonly losesAnswers?: true;
}

export type CekuraApi = (request: CekuraRequest, baseUrl: string, faults: CekuraFaults) => Promise<Answer>;

interface Context extends ListContext {
  readonly faults: CekuraFaults;
  readonly keys: CekuraKeys;
  readonly request: CekuraRequest;
}

type Route = (context: Context, id: number) => Answer | Promise<Answer>;

const ID = "(\\d{1,15})";

const ROUTES: readonly (readonly [method: string, path: RegExp, route: Route])[] = [
  ["GET", /^\/observability\/v2\/call-logs\/$/, (context) => listCallLogs(context, context.request)],
  ["GET", new RegExp(`^/observability/v2/call-logs/${ID}/$`), getCallLog],
  ["POST", new RegExp(`^/observability/v1/call-logs/${ID}/mark_metric_vote/$`), vote],
  ["POST", /^\/observability\/v1\/observe\/$/, observe],
  ["GET", /^\/test_framework\/v2\/aiagents\/$/, (context) => listAgents(context, context.request)],
  ["GET", /^\/test_framework\/v2\/metrics\/$/, (context) => listMetrics(context, context.request)],
  ["GET", /^\/user\/v1\/projects\/$/, listProjects],
  ["POST", /^\/user\/api\/v1\/user-api-key\/$/, makeKey],
  ["GET", /^\/user\/api\/v1\/user-api-key\/$/, needsSession],
  ...["GET", "PUT", "PATCH", "DELETE"].map((method): [string, RegExp, Route] => [
    method,
    new RegExp(`^/user/api/v1/user-api-key/${ID}/$`),
    needsSession,
  ]),
];

/**
 * The vendor's API, in its framework's order: address, key, limit, then what is asked. A path without its slash
 * is redirected, which loses the body of a POST.
 */
export function createCekuraApi(options: CekuraOptions): CekuraApi {
  const { world, keys, clock } = options;
  const limits = new Map<number, RequestLimit>();
  return async (request, baseUrl, faults) => {
    const { refusesIn = false } = faults;
    const { method, path, search } = request;
    const found = ROUTES.filter(([, pattern]) => pattern.test(path));
    if (found.length === 0) {
      const isKnown = ROUTES.some(([, pattern]) => pattern.test(`${path}/`));
      const query = search.size === 0 ? "" : `?${search}`;
      return isKnown ? redirectTo(301, `${baseUrl}${path}/${query}`) : json(404, { detail: "Not found." });
    }
    if (request.key === null) return json(401, { detail: "Authentication credentials were not provided." });
    const key = keys.find(request.key);
    if (key === undefined) return json(403, { detail: "Invalid API key." });
    const limit = limits.get(key.id) ?? new RequestLimit(options.requestsPerSecond, () => clock.nowMs());
    limits.set(key.id, limit);
    const waitSeconds = Math.ceil(limit.take() / 1000);
    if (waitSeconds > 0) return throttled(waitSeconds, options.retryAfter(waitSeconds));
    const reads = method === "HEAD" ? "GET" : method;
    const route = found.find(([allowed]) => allowed === reads);
    if (route === undefined) {
      const allowed = found.map(([name]) => name).join(", ");
      return json(405, { detail: `Method "${method}" not allowed.` }, { Allow: allowed });
    }
    if (key.kind === "read_only" && reads !== "GET")
      return json(403, { detail: "This API key is read-only." });
    const [, pattern, answer] = route;
    const id = Number(pattern.exec(path)?.[1]);
    const context = { world, keys, key, request, baseUrl, faults, refusesIn, nowMicros: options.nowMicros() };
    try {
      return await answer(context, id);
    } catch (error) {
      if (error instanceof Refusal) return error.answer;
      throw error;
    }
  };
}

function getCallLog(context: Context, id: number): Answer {
  return json(200, detailBody(find(context, id)));
}

/** A call log of another project is not there. */
function find({ world, key }: Context, id: number) {
  const state = world.find(id);
  if (state === undefined || (key.project !== null && state.log.agent.project.id !== key.project))
    throw refuse(404, "Not found.");
  return state;
}

/** A vote also marks the call log as reviewed. */
async function vote(context: Context, id: number): Promise<Answer> {
  find(context, id);
  const fields = await readFields(context.request);
  for (const name of ["metric_id", "thumbs_up", "expected_value"])
    if (!(name in fields)) throw wrongField(name, "This field is required.");
  const metricId = toInteger("metric_id", fields.metric_id);
  if (!METRICS.some((metric) => metric.id === metricId)) throw wrongField("metric_id", "Invalid metric.");
  const isUp = fields.thumbs_up === null ? null : fields.thumbs_up === true || fields.thumbs_up === "true";
  context.world.vote(id, metricId, isUp, typeof fields.feedback === "string" ? fields.feedback : "");
  return json(200, { detail: "Vote recorded." });
}

/** Given a key, only keys of one project are made, and only with an organization's key. */
async function makeKey({ key, keys, request, nowMicros }: Context): Promise<Answer> {
  if (key.kind !== "organization") throw refuse(403, "Project-scoped API keys are not allowed");
  const { name, project } = await readFields(request);
  if (typeof name !== "string" || name === "") throw wrongField("name", "This field is required.");
  if (project === undefined || project === null || project === "")
    throw wrongField("project", "API keys can only create project-level keys.");
  const id = toInteger("project", project);
  if (!PROJECTS.some((each) => each.id === id))
    throw wrongField("project", `Invalid pk "${id}" - object does not exist.`);
  return json(201, keyBody(keys.make(name, id, nowMicros)));
}

function needsSession(): never {
  throw refuse(403, "You do not have permission to perform this action.");
}

const ROLES = ["Main Agent", "Testing Agent", "Function Call", "Function Call Result"];

/** Takes a call. A transcript with a role of another format is dropped without a word. */
async function observe(context: Context): Promise<Answer> {
  const fields = await readFields(context.request);
  const { call_id: callId, transcript_json: transcript } = fields;
  if (context.faults.refusesCalls) throw wrongField("agent", "This agent takes no calls.");
  if (typeof callId !== "string" || callId === "") throw wrongField("call_id", "This field is required.");
  if (callId.length > 100) throw wrongField("call_id", "Ensure this field has no more than 100 characters.");
  const agent = CEKURA_AGENTS.find(
    (each) => each.id === Number(fields.agent) || each.providerId === fields.assistant_id,
  );
  if (agent === undefined || (context.key.project !== null && agent.project.id !== context.key.project))
    throw wrongField("agent", `Invalid pk "${String(fields.agent)}" - object does not exist.`);
  const parsed = typeof transcript === "string" ? parse(transcript) : transcript;
  const turns = Array.isArray(parsed) && parsed.every(isTurn) ? parsed : [];
  const endSeconds = turns.reduce((end, turn) => Math.max(end, Number(turn.end_time) || 0), 0);
  const metadata = typeof fields.metadata === "string" ? parse(fields.metadata) : fields.metadata;
  const text = (name: string) => (typeof fields[name] === "string" ? String(fields[name]) : "");
  const state = context.world.receive(
    {
      callId,
      agent,
      startedMicros: parseDateTime(text("timestamp"), "start") ?? context.nowMicros,
      durationMs: Math.round(endSeconds * 1000),
      endedReason: text("call_ended_reason"),
      customerNumber: text("customer_number"),
      topic: () => "",
      metadata: typeof metadata === "object" && metadata !== null ? { ...metadata } : {},
      turns: () => turns,
      recordingUrl: () => text("voice_recording_url"),
    },
    fields,
  );
  return context.faults.losesAnswers ? json(502, { detail: "Bad gateway." }) : json(201, listBody(state));
}

function isTurn(turn: unknown): turn is CekuraTurn {
  return typeof turn === "object" && turn !== null && "role" in turn && ROLES.includes(String(turn.role));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
