import type { SimulatedAgent } from "../../calls/agents.ts";
import { type Answer, json, throttled } from "../../http/answer.ts";
import { callBody } from "../bodies/call.ts";
import { type FieldErrors, parseUuid } from "../query/parameters.ts";
import { AGENT_CALL_FIELDS, CALL_FIELDS, isDictionary } from "../start/start-checks.ts";
import { startSettings } from "../start/start-settings.ts";
import { invalidFields, unknownObject, unreadableBody } from "./problems.ts";
import type { ApiContext, ApiRequest } from "./route.ts";

type Body = Readonly<Record<string, unknown>>;

/** `POST /api/agents/{id}/calls`. There is no idempotency: each request starts another call. */
export function startAgentCall(context: ApiContext, request: ApiRequest, id: string): Answer {
  const row = context.agents.find(({ agent }) => agent.agentId === id);
  if (row === undefined) return unknownObject("Agent");
  return start(context, request, row.agent);
}

/** `POST /api/calls`: a call without an agent. */
export function startCall(context: ApiContext, request: ApiRequest): Answer {
  return start(context, request, null);
}

function start(context: ApiContext, request: ApiRequest, agent: SimulatedAgent | null): Answer {
  const body = bodyOf(request);
  if (!isDictionary(body)) return unreadableBody(body);
  const errors: FieldErrors = { ...bodyErrors(body, agent), ...queryErrors(context, request, body, agent) };
  if (Object.keys(errors).length > 0) return invalidFields(errors);
  const refusal = refuse(context, request);
  if (refusal !== null) return refusal;
  const given = { ...priorRequest(context, request), ...body };
  const socketOrigin = context.origin.replace(/^http/, "ws");
  const row = context.editor.startCall(startSettings(given, agent, socketOrigin));
  return json(201, callBody(row));
}

/** The parsed body, or a message if it cannot be read. An empty body is an empty object. */
export function bodyOf(request: ApiRequest): unknown {
  if (request.body === "") return {};
  if (!/^application\/json\b/i.test(request.contentType)) return "media-type";
  try {
    return JSON.parse(request.body);
  } catch {
    return "json";
  }
}

function bodyErrors(body: Body, agent: SimulatedAgent | null): FieldErrors {
  // Without a prototype, so that a field named `__proto__` is one like any other.
  const errors: FieldErrors = Object.create(null);
  const fields = agent === null ? CALL_FIELDS : AGENT_CALL_FIELDS;
  for (const [name, value] of Object.entries(body)) {
    const check = Object.hasOwn(fields, name) ? fields[name] : undefined;
    const complaint = check === undefined ? "Unknown field." : check(value);
    if (complaint !== null) errors[name] = [complaint];
  }
  if (body.voice !== undefined && body.externalVoice !== undefined) {
    errors.externalVoice = ["Only one of voice and externalVoice may be set."];
  }
  const missing = errors.templateContext === undefined ? missingVariable(body, agent) : null;
  if (missing !== null) errors.templateContext = [missing];
  return errors;
}

/** The context must match the schema of the agent's template: its variables, as strings. */
function missingVariable({ templateContext }: Body, agent: SimulatedAgent | null): string | null {
  const context = isDictionary(templateContext) ? templateContext : {};
  for (const name of agent?.variables ?? []) {
    if (!Object.hasOwn(context, name)) return `'${name}' is a required property.`;
    if (typeof context[name] !== "string") return `${JSON.stringify(context[name])} is not of type 'string'.`;
  }
  return null;
}

function queryErrors(
  context: ApiContext,
  { search }: ApiRequest,
  body: Body,
  agent: SimulatedAgent | null,
): FieldErrors {
  const errors: FieldErrors = {};
  const throttle = search.get("throttle");
  if (throttle !== null && !context.startLimits.knows(throttle)) {
    errors.throttle = [
      throttle === "" ? "This field may not be blank." : "No CallThrottle matches the given query.",
    ];
  }
  if (agent !== null) return errors;
  const priorCallId = search.get("priorCallId");
  if (priorCallId === null) return errors;
  const id = parseUuid(priorCallId);
  if (id === null) errors.priorCallId = ["Must be a valid UUID."];
  else if (context.store.find(id) === undefined) errors.priorCallId = ["No Call matches the given query."];
  if (body.initialMessages !== undefined) {
    errors.initialMessages = ["Must not be set together with priorCallId."];
  }
  return errors;
}

/** The scenario's refusal, or that of the limits. A refused request starts nothing. */
function refuse(context: ApiContext, { search }: ApiRequest): Answer | null {
  const { faults, startLimits, retryAfter, store } = context;
  if (faults.starts !== undefined) return faults.starts(retryAfter);
  const refusal = startLimits.take(store.rows, search.get("throttle"));
  if (refusal === null) return null;
  const header = retryAfter(refusal.waitSeconds);
  if (refusal.reason !== "callsAtOnce") return throttled(refusal.waitSeconds, header);
  return json(429, { detail: "The account has no call left to run at once." }, { "Retry-After": header });
}

/** The properties of a prior call, and its history as initial messages. */
function priorRequest(context: ApiContext, { search }: ApiRequest): Body {
  const row = context.store.find(search.get("priorCallId") ?? "");
  if (row === undefined) return {};
  const { turns } = context.store.visible(row, context.nowMicros);
  const initialMessages = turns.map(({ role, text }) => ({
    role: `MESSAGE_ROLE_${role.toUpperCase()}`,
    text,
  }));
  return { ...row.plan.started?.request, metadata: row.metadata, initialMessages };
}
