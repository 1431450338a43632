import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import type { Clock } from "../base/clock.ts";
import { CEKURA_BODY_MAX_BYTES, CONTROL_BODY_MAX_BYTES, ULTRAVOX_BODY_MAX_BYTES } from "../base/limits.ts";
import type { CekuraApi } from "../cekura/api.ts";
import { type Answer, json } from "../http/answer.ts";
import { LIVEKIT_PATH } from "../live/live-options.ts";
import type { ScenarioSwitch } from "../scenarios/scenarios.ts";
import type { UltravoxApi } from "../ultravox/api.ts";
import type { ApiRequest } from "../ultravox/routes/route.ts";
import { controlPlane } from "./control-plane.ts";
import type { Controls } from "./controls.ts";
import type { RequestLog } from "./request-log.ts";

export interface DispatchOptions {
  readonly controls: Controls;
  readonly scenarios: ScenarioSwitch;
  readonly log: RequestLog;
  readonly clock: Clock;
  readonly ultravox: UltravoxApi;
  readonly cekura: CekuraApi;
  readonly slowMs: number;
  readonly retryAfter: (waitSeconds: number) => string;
  /** Origin of the API, known once it listens. */
  readonly origin: () => string;
}

/** Sends each request to the health check, the control plane or a vendor's API. */
export function createDispatch(options: DispatchOptions) {
  return async (message: IncomingMessage, gone: AbortSignal): Promise<Answer | null> => {
    const { method = "GET", url: target = "/" } = message;
    const [path = "", ...query] = target.split("?");
    const search = new URLSearchParams(query.join("?"));
    if (path === "/healthz") return json(200, { status: "ok" });
    if (path.startsWith(`${LIVEKIT_PATH}/`)) return invalidLivekitToken();
    if (path.startsWith("/_simulator/")) {
      return controlPlane(options.controls, {
        method,
        path,
        search,
        contentType: message.headers["content-type"] ?? "",
        readBody: () => readBody(message, CONTROL_BODY_MAX_BYTES),
        peerAddress: message.socket.remoteAddress ?? "",
      });
    }
    const key = header(message, "x-api-key") ?? header(message, "x-unsafe-api-key");
    const at = new Date().toISOString();
    const answer = path.startsWith(`${CEKURA_PATH}/`)
      ? await answerAsCekura(options, message, gone)
      : await answerAsUltravox(options, message, { method, path, search, key }, gone);
    options.log.add({ at, method, path: target, status: answer?.status ?? null });
    return answer;
  };
}

/** The scenario is drawn once, when the request comes in. */
async function answerAsUltravox(
  options: DispatchOptions,
  message: IncomingMessage,
  target: Omit<ApiRequest, "contentType" | "body">,
  gone: AbortSignal,
): Promise<Answer | null> {
  const scenario = options.scenarios.draw();
  if (scenario.delayed) {
    await options.clock.sleep(options.slowMs, gone);
    if (gone.aborted) return null;
  }
  if (scenario.connection === "silent") await once(gone, "abort");
  if (scenario.connection !== undefined) return null;
  if (scenario.answer) return scenario.answer(options.retryAfter);
  const contentType = message.headers["content-type"] ?? "";
  const body = target.method === "POST" ? await readBodyOrNull(message, ULTRAVOX_BODY_MAX_BYTES) : "";
  if (body === null) return json(413, { detail: "Request body is too large." });
  const answer = options.ultravox({ ...target, contentType, body }, options.origin(), scenario);
  if (scenario.losesStarts && answer.status === 201) return null;
  return scenario.rewrite?.(answer) ?? answer;
}

/** Null if the body is larger. */
async function readBodyOrNull(message: IncomingMessage, maxBytes: number): Promise<string | null> {
  try {
    return await readBody(message, maxBytes);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** LiveKit's clients ask why a socket was refused, from any page. */
function invalidLivekitToken(): Answer {
  return { status: 401, headers: { "Access-Control-Allow-Origin": "*" }, body: "invalid token" };
}

/** Cekura has a host of its own; here it has a path. */
export const CEKURA_PATH = "/cekura";

async function answerAsCekura(
  options: DispatchOptions,
  message: IncomingMessage,
  gone: AbortSignal,
): Promise<Answer | null> {
  const { cekura: faults = {} } = options.scenarios.scenario;
  if (faults.delayed) {
    await options.clock.sleep(options.slowMs, gone);
    if (gone.aborted) return null;
  }
  if (faults.connection === "silent") await once(gone, "abort");
  if (faults.connection !== undefined) return null;
  if (faults.answer) return faults.answer(options.retryAfter);
  const { method = "GET", url = "/", headers } = message;
  const [path = "", ...query] = url.slice(CEKURA_PATH.length).split("?");
  const request = {
    method,
    path,
    search: new URLSearchParams(query.join("?")),
    key: header(message, "x-cekura-api-key"),
    contentType: headers["content-type"] ?? "",
    readBody: () => readBody(message, CEKURA_BODY_MAX_BYTES),
  };
  const answer = await options.cekura(request, `${options.origin()}${CEKURA_PATH}`, faults);
  return faults.rewrite?.(answer) ?? answer;
}

function header(message: IncomingMessage, name: string): string | null {
  const value = message.headers[name];
  return typeof value === "string" && value !== "" ? value : null;
}

async function readBody(message: IncomingMessage, maxBytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  // Leaving the loop must not end the connection: the refusal still has to be sent.
  for await (const chunk of message.iterator({ destroyOnReturn: false })) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw new RangeError(`The body is larger than ${maxBytes} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}
