import { Readable } from "node:stream";
import type { CallInput } from "../calls/added-call.ts";
import { type Answer, json } from "../http/answer.ts";
import type { ScenarioName } from "../scenarios/scenarios.ts";
import type { StorageState } from "../storage/storage-log.ts";
import type { MessageInput } from "../transcript/added-turn.ts";
import type { WebhookEvent } from "../webhooks/webhook.ts";
import type { Controls, SimulatorState, Webhooks } from "./controls.ts";

/** A request to the control plane. */
export interface ControlRequest {
  readonly method: string;
  /** Without query, starting with `/_simulator/`. */
  readonly path: string;
  readonly search: URLSearchParams;
  readonly contentType: string;
  /** Reads the body. Rejects if it is too large. */
  readonly readBody: () => Promise<string>;
  readonly peerAddress: string;
}

type ControlRoute = (controls: Controls, request: ControlRequest, callId: string) => Answer | Promise<Answer>;

/** Routes by path and method. `:id` is a call's id. */
const ROUTES: Readonly<Record<string, Readonly<Record<string, ControlRoute>>>> = {
  "/_simulator/state": { GET: (controls) => json(200, controls.state() satisfies SimulatorState) },
  "/_simulator/scenario": { PUT: setScenario },
  "/_simulator/calls": { GET: (controls, request) => list(controls.calls(), request), POST: addCall },
  "/_simulator/calls/:id": { GET: describeCall },
  "/_simulator/calls/:id/messages": { POST: addMessage },
  "/_simulator/calls/:id/join": { POST: joinCall },
  "/_simulator/calls/:id/end": { POST: endCall },
  "/_simulator/calls/:id/webhooks": { POST: sendWebhook },
  "/_simulator/webhooks": {
    GET: (controls) => json(200, { webhooks: controls.webhooks() }),
    PUT: setWebhooks,
  },
  "/_simulator/cekura/received": { GET: (controls, request) => list(controls.received(), request) },
  "/_simulator/requests": { GET: (controls) => json(200, { requests: controls.requests() }) },
  "/_simulator/storage": { GET: (controls) => json(200, controls.storage() satisfies StorageState) },
  "/_simulator/secrets": { GET: (controls, request) => list(controls.secrets(), request) },
};

/** Answers a request to the control plane. Other machines are refused. */
export async function controlPlane(controls: Controls, request: ControlRequest): Promise<Answer> {
  if (!isLoopback(request.peerAddress)) {
    return failure(403, "The control plane answers only on this machine.");
  }
  const [, callId = ""] = /^\/_simulator\/calls\/([^/]+)/.exec(request.path) ?? [];
  const methods = ROUTES[callId === "" ? request.path : request.path.replace(callId, ":id")];
  if (methods === undefined) return failure(404, `There are: ${Object.keys(ROUTES).join(", ")}.`);
  const route = methods[request.method];
  if (route === undefined) {
    const allowed = Object.keys(methods).join(", ");
    return json(405, { error: `Use ${allowed}.` }, { Allow: allowed });
  }
  return route(controls, request, callId);
}

/** 127.0.0.0/8, mapped into IPv6 or not, and ::1. */
function isLoopback(address: string): boolean {
  return address === "::1" || /^(?:::ffff:)?127\.\d+\.\d+\.\d+$/.test(address);
}

async function setScenario(controls: Controls, request: ControlRequest): Promise<Answer> {
  return withBody(request, (body) => {
    // Each control checks what it is given.
    controls.setScenario((body as { name: ScenarioName } | null)?.name as ScenarioName);
    return json(200, controls.state());
  });
}

async function addCall(controls: Controls, request: ControlRequest): Promise<Answer> {
  return withBody(request, (body) => json(201, { callId: controls.addCall(body as CallInput) }));
}

async function addMessage(controls: Controls, request: ControlRequest, callId: string): Promise<Answer> {
  return withBody(request, (body) => {
    controls.addMessage(callId, body as MessageInput);
    return json(201, controls.describeCall(callId));
  });
}

/** Its body is an empty object, as that of `endCall`. */
async function joinCall(controls: Controls, request: ControlRequest, callId: string): Promise<Answer> {
  return withBody(request, () => {
    controls.joinCall(callId);
    return json(200, controls.describeCall(callId));
  });
}

/** Its body is an empty object, so that `withBody` checks the content type. */
async function endCall(controls: Controls, request: ControlRequest, callId: string): Promise<Answer> {
  return withBody(request, () => {
    controls.endCall(callId);
    return json(200, controls.describeCall(callId));
  });
}

async function sendWebhook(controls: Controls, request: ControlRequest, callId: string): Promise<Answer> {
  return withBody(request, (body) => {
    controls.sendWebhook(callId, (body as { event: WebhookEvent } | null)?.event as WebhookEvent);
    return json(202, {});
  });
}

async function setWebhooks(controls: Controls, request: ControlRequest): Promise<Answer> {
  return withBody(request, (body) => {
    controls.setWebhooks(body as Webhooks);
    return json(200, {});
  });
}

function describeCall(controls: Controls, _request: ControlRequest, callId: string): Answer {
  try {
    return json(200, controls.describeCall(callId));
  } catch (error) {
    if (error instanceof TypeError) return failure(404, error.message);
    throw error;
  }
}

/** One JSON object per line, streamed: the whole list may not fit into memory. */
function list(values: Iterable<unknown>, request: ControlRequest): Answer {
  const text = request.search.get("limit");
  if (text !== null && !/^\d+$/.test(text)) return failure(400, "limit: must be a whole number");
  const limit = text === null ? Number.POSITIVE_INFINITY : Number(text);
  return {
    status: 200,
    headers: { "Content-Type": "application/x-ndjson" },
    body: Readable.from(lines(values, limit)),
  };
}

function* lines(values: Iterable<unknown>, limit: number): Generator<string> {
  let count = 0;
  for (const value of values) {
    if (count >= limit) return;
    count += 1;
    yield `${JSON.stringify(value)}\n`;
  }
}

/** JSON across origins needs a preflight, which gets no answer: no page on this machine can send it. */
async function withBody(request: ControlRequest, use: (body: unknown) => Answer): Promise<Answer> {
  if (!/^application\/json\b/i.test(request.contentType)) {
    return failure(415, "Send Content-Type: application/json.");
  }
  try {
    return use(JSON.parse(await request.readBody()));
  } catch (error) {
    if (error instanceof SyntaxError) return failure(400, "The body is not JSON.");
    if (error instanceof RangeError) return failure(413, error.message);
    if (error instanceof TypeError) return failure(400, error.message);
    throw error;
  }
}

function failure(status: number, error: string): Answer {
  return json(status, { error });
}
