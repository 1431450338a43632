import { type CallSummary, type Page, SEVERITIES } from "@keyhole/contract";
import type { Context, Handler } from "hono";
import { countStages, findCall } from "../calls/find-call.ts";
import { listCalls } from "../calls/list-calls.ts";
import { listEvents } from "../calls/list-events.ts";
import { listMessages } from "../calls/list-messages.ts";
import { projectCallDetail } from "../calls/project-call.ts";
import { judgeCalls, knownEvaluation } from "../evaluations/list-evaluations.ts";
import type { Access } from "../grants/access.ts";
import { answerTagged } from "../http/answer-tagged.ts";
import type { BrokerEnv } from "../http/broker-env.ts";
import { parsePageQuery, QueryParams } from "../http/query-params.ts";
import { refuseScope } from "../http/refusals.ts";
import { parseFilter } from "../sources/filters.ts";
import { type Reading, startReading } from "../sources/reading.ts";
import type { SourceCall } from "../sources/source-call.ts";
import type { Broker } from "./broker.ts";
import { readEvaluations } from "./evaluations.ts";

/** `GET /v1/calls`. */
export function callsRoute(broker: Broker): Handler<BrokerEnv> {
  return async function answerCalls(context) {
    const reading = startReading(broker, context);
    const { access } = reading;
    const { parseId, can } = reading.source;
    const params = new QueryParams(context.get("url"));
    const filter = parseFilter(params, { scopes: access.scopes, parseId, applied: can.filters });
    const withEvaluation = parseInclude(params, access);
    const judge =
      filter.verdict === undefined || can.evaluations ? {} : { judge: createJudge(broker, context, reading) };
    const page = await listCalls(reading, { filter, ...judge, ...parsePageQuery(params) });
    broker.seenCalls.put({ access, source: reading.source.name }, page.items);
    if (!withEvaluation) return answerTagged(broker, context, page);
    const known = {
      memory: broker.evaluationMemory,
      project: access.site.cekura?.project ?? 0,
      now: broker.now,
    };
    const items = page.items.map((call) => ({ ...call, evaluation: knownEvaluation(known, call) }));
    return answerTagged(broker, context, { ...page, items } satisfies Page<CallSummary>);
  };
}

/** Whether rows come with their evaluations, as far as they are known. */
function parseInclude(params: QueryParams, { scopes }: Access): boolean {
  const include = params.read("include", "evaluation", (text) => (text === "evaluation" ? text : undefined));
  if (include !== null && !scopes.includes("evaluations:read")) throw refuseScope("evaluations:read");
  return include !== null;
}

function createJudge(broker: Broker, context: Context<BrokerEnv>, reading: Reading) {
  const evaluations = readEvaluations(broker, context, reading);
  evaluations.source();
  return (calls: readonly SourceCall[]) => judgeCalls(evaluations, calls);
}

/** `GET /v1/calls/:id`. */
export function callRoute(broker: Broker): Handler<BrokerEnv> {
  return async function answerCall(context) {
    const reading = startReading(broker, context);
    const { access } = reading;
    const call = await findCall(reading, context.req.param("id") ?? "");
    const stages = await countStages(reading, call);
    return answerTagged(broker, context, projectCallDetail(call, reading.source.name, stages, access));
  };
}

/** `GET /v1/calls/:id/messages`. */
export function callMessagesRoute(broker: Broker): Handler<BrokerEnv> {
  return async function answerMessages(context) {
    const reading = startReading(broker, context);
    const query = parsePageQuery(new QueryParams(context.get("url")));
    const call = await findCall(reading, context.req.param("id") ?? "");
    return answerTagged(broker, context, await listMessages(reading, call, query));
  };
}

/** `GET /v1/calls/:id/events`. */
export function callEventsRoute(broker: Broker): Handler<BrokerEnv> {
  return async function answerEvents(context) {
    const reading = startReading(broker, context);
    const params = new QueryParams(context.get("url"));
    const severity =
      params.read("severity", `one of ${SEVERITIES.join(", ")}`, (text) =>
        SEVERITIES.find((name) => name === text),
      ) ?? "info";
    const query = { ...parsePageQuery(params), severity };
    const call = await findCall(reading, context.req.param("id") ?? "");
    return answerTagged(broker, context, await listEvents(reading, call, query));
  };
}
