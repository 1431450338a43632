import type { IncomingMessage, ServerResponse } from "node:http";
import { PROBLEMS, type ProblemCode } from "@keyhole/contract";
import { stagedCall, stagedDetail, stagedIndex } from "./stage-calls.ts";
import { agentsPage, callsPage, turnsPage } from "./stage-pages.ts";
import { stagedRecording } from "./stage-recording.ts";
import { type StageState, stageState } from "./stage-state.ts";
import { otherTurns, stagedEvents, stagedTurns } from "./stage-turns.ts";

const REQUEST_ID = "5f1f1d9e-3a53-4f0a-8f0e-6a1a35d0a6a1";
const TICKET_PATH = "/v1/recordings/staged";
const NO_AUDIO_PATH = "/v1/recordings/no-audio";
/** The tag of every newest page: a look for newer calls brings it. */
const ETAG = '"staged"';

/** CORS as a broker has it: the page may stand anywhere. */
const HEADERS = {
  "Access-Control-Allow-Origin": "*",
  "Access-Control-Allow-Methods": "GET, HEAD, POST",
  "Access-Control-Allow-Headers": "Authorization, DPoP, Content-Type, If-None-Match, Idempotency-Key, Range",
  "Access-Control-Expose-Headers": "X-Request-Id, Retry-After, ETag, DPoP-Nonce, WWW-Authenticate",
  "Access-Control-Max-Age": "7200",
  "Cache-Control": "private, no-store",
  "X-Request-Id": REQUEST_ID,
};

interface StageAnswer {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
}

/** Nothing is ever said. */
type Silence = null;

/**
 * A broker that plays a part: `site="empty"` has no calls, `site="token-site_unknown"` is unknown. It
 * checks no proof and guards nothing, so that every state of the elements can be looked at. Returns
 * false where a path is not the broker's.
 */
export function answerStage(request: IncomingMessage, response: ServerResponse): boolean {
  const url = URL.parse(request.url ?? "/", "http://stage.invalid");
  if (!url?.pathname.startsWith("/v1/")) return false;
  const isAnswered = request.method === "OPTIONS";
  if (url.pathname === TICKET_PATH && !isAnswered) sendRecording(request, response);
  else if (url.pathname === NO_AUDIO_PATH && !isAnswered) send(response, ok({ audio: false }));
  else void answer(request, url).then((staged) => staged && send(response, staged));
  return true;
}

function send(response: ServerResponse, { status, body, headers }: StageAnswer): void {
  const type = body === undefined ? {} : { "Content-Type": "application/json" };
  response.writeHead(status, { ...HEADERS, ...type, ...headers });
  response.end(body === undefined ? undefined : JSON.stringify(body));
}

async function answer(request: IncomingMessage, url: URL): Promise<StageAnswer | Silence> {
  if (request.method === "OPTIONS") return { status: 204 };
  if (url.pathname === "/v1/token") {
    return tokenAnswer(new URLSearchParams(await bodyOf(request)).get("client_id") ?? "");
  }
  const [, site = "", at = ""] =
    /^DPoP stage\.([\w-]+?)(?:\.(\d+))?$/.exec(request.headers.authorization ?? "") ?? [];
  const state = stageState(site);
  if (!state) return refusal("token_invalid");
  const { host = "", "if-none-match": tag } = request.headers;
  return readAnswer(state, { url, host, looksForNewer: tag === ETAG, sinceMs: Date.now() - Number(at) });
}

function tokenAnswer(site: string): StageAnswer | Silence {
  const state = stageState(site);
  if (!state) return refusal("site_unknown");
  if (state.silent === "token") return null;
  if (state.foreign) return ok({ hello: "world" });
  if (state.failing?.at === "token") return refusal(state.failing.code, state.clockOffsetMs);
  // The token says since when its viewer is there: nothing else of it is kept.
  const access_token = `stage.${site}.${Date.now()}`;
  return ok({ access_token, token_type: "DPoP", expires_in: 300, scope: state.scopes });
}

interface Question {
  url: URL;
  host: string;
  looksForNewer: boolean;
  sinceMs: number;
}

function readAnswer(state: StageState, question: Question): StageAnswer | Silence {
  const { url, host, looksForNewer, sinceMs } = question;
  const { failing } = state;
  const { pathname, searchParams } = url;
  if (pathname === "/v1/agents") return ok(agentsPage());
  if (pathname === "/v1/calls") {
    const at = searchParams.has("cursor") ? "more" : looksForNewer ? "newer" : "list";
    if (state.silent === at) return null;
    if (failing?.at === at) return refusal(failing.code);
    const hidden = looksForNewer ? 0 : (state.newer ?? 0);
    return { ...ok(callsPage(state, searchParams, hidden)), headers: { ETag: ETAG } };
  }
  const [, call = "", part = "call"] = /^\/v1\/calls\/([^/]+)(?:\/(\w+))?$/.exec(pathname) ?? [];
  const index = stagedIndex(call);
  if (index < 0 || sinceMs > (state.vanishesAfterMs ?? Number.POSITIVE_INFINITY)) return refusal("not_found");
  if (state.silent === part) return null;
  if (failing?.at === part) return refusal(failing.code);
  if (part === "messages") {
    const shape = stagedCall(index).status === "waiting" ? "none" : state.turns;
    return ok(turnsPage(shape ? otherTurns(shape, sinceMs) : stagedTurns(), searchParams));
  }
  if (part === "events") return ok({ items: state.noEvents ? [] : stagedEvents(), next: null });
  if (part !== "recording") return ok(stagedDetail(index, state.recording !== "none"));
  const nowMs = Date.now();
  const path = state.recording === "no-audio" ? NO_AUDIO_PATH : TICKET_PATH;
  // No two tickets are alike.
  return ok({ url: `http://${host}${path}?at=${nowMs}`, expiresAt: new Date(nowMs + 300_000).toISOString() });
}

function ok(body: unknown): StageAnswer {
  return { status: 200, body };
}

function refusal(code: ProblemCode, clockOffsetMs = 0): StageAnswer {
  const { status, title } = PROBLEMS[code];
  const waits = status === 429 || status === 503;
  const detail = `The staged broker answers ${code}.`;
  return {
    status,
    body: {
      type: `urn:keyhole:problem:${code}`,
      ...{ title, status, code, detail, requestId: REQUEST_ID },
      ...(code === "proof_invalid" && { serverTime: new Date(Date.now() + clockOffsetMs).toISOString() }),
      ...(waits && { retryAfterSeconds: 30 }),
    },
    headers: { "Content-Type": "application/problem+json", ...(waits && { "Retry-After": "30" }) },
  };
}

function sendRecording(request: IncomingMessage, response: ServerResponse): void {
  const file = stagedRecording();
  const [, from, to] = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? "") ?? [];
  const first = Number(from ?? 0);
  const last = Math.min(file.length - 1, to ? Number(to) : file.length - 1);
  const range = from ? { "Content-Range": `bytes ${first}-${last}/${file.length}` } : {};
  response.writeHead(from ? 206 : 200, {
    ...HEADERS,
    "Content-Type": "audio/wav",
    "Accept-Ranges": "bytes",
    "Content-Length": String(last - first + 1),
    ...range,
  });
  response.end(request.method === "HEAD" ? undefined : file.subarray(first, last + 1));
}

const BODY_MAX_BYTES = 16_384;

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes <= BODY_MAX_BYTES) chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}
