import type { Evaluation, EvaluationSummary, EvaluationVote } from "@keyhole/contract";
import type { Context, Handler } from "hono";
import { EVALUATIONS_MAX_CALLS } from "../base/limits/evaluations.ts";
import { createMeter } from "../base/meter.ts";
import { findCall } from "../calls/find-call.ts";
import { findSeenCalls } from "../calls/seen-calls.ts";
import {
  type EvaluationsReading,
  isOver,
  listEvaluations,
  notFoundYet,
} from "../evaluations/list-evaluations.ts";
import { projectEvaluation } from "../evaluations/project-evaluation.ts";
import { answerTagged } from "../http/answer-tagged.ts";
import type { BrokerEnv } from "../http/broker-env.ts";
import { readJson } from "../http/read-body.ts";
import { Refusal } from "../http/refusal.ts";
import type { EvaluationSource } from "../sources/evaluation-source.ts";
import { type Reading, startReading } from "../sources/reading.ts";
import type { Broker } from "./broker.ts";

/** `GET /v1/evaluations?call=…&call=…`. */
export function evaluationsRoute(broker: Broker): Handler<BrokerEnv> {
  return async function answerEvaluations(context) {
    const texts = new URL(context.req.url).searchParams.getAll("call");
    if (texts.length > EVALUATIONS_MAX_CALLS) {
      throw new Refusal("invalid_request", `The parameter call may be given ${EVALUATIONS_MAX_CALLS} times.`);
    }
    const reading = startReading(broker, context);
    const evaluations = readEvaluations(broker, context, reading);
    evaluations.source();
    const calls = await findSeenCalls(reading, broker.seenCalls, texts);
    const items = await listEvaluations(evaluations, calls);
    return answerTagged(broker, context, { items } satisfies { items: EvaluationSummary[] });
  };
}

/** `GET /v1/calls/:id/evaluation`. */
export function evaluationRoute(broker: Broker): Handler<BrokerEnv> {
  return async function answerEvaluation(context) {
    const { reading, memory, project, call, evaluations, known } = await findJudgedCall(broker, context);
    const detail = isOver(call) ? await evaluations.get(call, known, reading.timeLeft()) : null;
    if (detail === null) {
      const summary = notFoundYet(call, broker.now);
      return answerTagged(broker, context, { ...summary, reviewed: false, metrics: [] } satisfies Evaluation);
    }
    const evaluation = projectEvaluation(call, detail, reading.access);
    const { verdict, reason, passed, failed, total } = evaluation;
    const summary = { callId: call.id, verdict, reason, passed, failed, total };
    memory.put(project, { summary, logId: detail.logId });
    return answerTagged(broker, context, evaluation);
  };
}

/** `POST /v1/calls/:id/evaluation/votes`. The same vote twice is one. */
export function votesRoute(broker: Broker): Handler<BrokerEnv> {
  return async function answerVote(context) {
    const { reading, memory, project, call, evaluations, known } = await findJudgedCall(broker, context);
    const vote = parseVote(await readJson(context.req.raw));
    const detail = await evaluations.get(call, known, reading.timeLeft());
    if (detail === null) throw new Refusal("not_found", "This call has no evaluation.");
    if (!detail.metrics.some(({ id }) => id === vote.metricId)) {
      throw new Refusal("invalid_request", "The field metricId expects a metric of the call's evaluation.");
    }
    await evaluations.vote(detail.logId, vote, reading.timeLeft());
    memory.forget(project, call.id);
    return context.body(null, 204);
  };
}

/** The call of the path, where its evaluation is found, and what this isolate knows of it. */
async function findJudgedCall(broker: Broker, context: Context<BrokerEnv>) {
  const reading = startReading(broker, context);
  const { memory, project, source } = readEvaluations(broker, context, reading);
  const call = await findCall(reading, context.req.param("id") ?? "");
  // After the call: a refusal for the site does not tell whether a call exists.
  const evaluations = source();
  const known = memory.known(project, call.id)?.logId ?? null;
  return { reading, memory, project, call, evaluations, known };
}

/** Reads evaluations for the request. `source` refuses where the site has none: call it after a call was found. */
export function readEvaluations(
  broker: Broker,
  context: Context<BrokerEnv>,
  { access, noteRefusal }: Reading,
): EvaluationsReading {
  const { site, audience } = access;
  const meter = context.get("meter") ?? createMeter();
  let source: EvaluationSource | null = null;
  return {
    source() {
      // Its requests are counted over the whole of this one.
      source ??= broker.sources.evaluationsFor(site, audience, meter);
      return source;
    },
    project: site.cekura?.project ?? 0,
    memory: broker.evaluationMemory,
    now: broker.now,
    noteRefusal,
  };
}

function parseVote({ metricId, vote }: Record<string, unknown>): EvaluationVote {
  if (typeof metricId !== "number" || !Number.isSafeInteger(metricId) || metricId < 1) {
    throw new Refusal("invalid_request", "The field metricId expects the id of a metric.");
  }
  if (vote !== "up" && vote !== "down") {
    throw new Refusal("invalid_request", "The field vote expects up or down.");
  }
  return { metricId, vote };
}
