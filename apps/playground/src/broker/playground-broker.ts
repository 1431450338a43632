import type { IncomingMessage, ServerResponse } from "node:http";
import { getRequestListener } from "@hono/node-server";
import { PROBLEMS, type ProblemCode } from "@keyhole/contract";
import { answerAdmin } from "./answer-admin.ts";
import { figuresOf } from "./figures-of.ts";
import { MADE_UP_EVALUATION } from "./made-up-evaluation.ts";
import { type Part, SITES, type Site } from "./sites.ts";
import { createWorld, type World } from "./world.ts";

const RETRY_AFTER_SECONDS = 30;
/** Always the same, so that pictures of a problem compare. */
const REQUEST_ID = "5f1f1d9e-3a53-4f0a-8f0e-6a1a35d0a6a1";

/** A broker for looking at elements: the real one over the simulator, which fails where a site says so. */
export interface PlaygroundBroker {
  /** Answers a request; false where the path is not the broker's. */
  answer(request: IncomingMessage, response: ServerResponse): boolean;
  close(): Promise<void>;
}

/** Who asked: the site that a token or a ticket was made for, its world, and since when. */
interface Visit {
  site: Site;
  world: Promise<World>;
  sinceMs: number;
  hasNewer?: boolean;
}

/** `origin` is the broker's own; pages of `pageOrigins` may embed its sites too. */
export function createPlaygroundBroker(
  origin: string,
  pageOrigins: readonly string[] = [],
): PlaygroundBroker {
  /** Worlds that nobody changes, by what makes them. */
  const shared = new Map<string, Promise<World>>();
  const worlds: Promise<World>[] = [];
  /** By token, and by the path of a ticket. */
  const visits = new Map<string, Visit>();
  const plain = SITES.get("rows") as Site;

  function worldOf(site: Site): Promise<World> {
    const key = worldKey(site);
    const known = site.newer || site.grows ? undefined : shared.get(key);
    if (known) return known;
    const names = [...SITES].filter(([, other]) => worldKey(other) === key).map(([name]) => name);
    const world = createWorld(site, names, [origin, ...pageOrigins]);
    shared.set(key, world);
    worlds.push(world);
    return world;
  }

  async function answer(request: Request): Promise<Response> {
    const url = new URL(request.url);
    if (url.pathname.startsWith("/v1/admin/")) return answerAdmin(request, Date.now());
    const visit = request.method === "OPTIONS" ? undefined : await visitOf(request, url);
    // An unknown site is the broker's own business.
    if (!visit) return (await worldOf(plain)).answer(request);
    const part = partOf(url, request);
    if (part !== undefined && part === visit.site.silent) return new Promise<never>(() => {});
    const injected = injectedAnswer(visit, part, url);
    if (injected) return withCors(injected, request);
    const world = await visit.world;
    if (part === "token" && (await isScripted(visit, request)))
      return remember(await world.answer(await alone(request)), visit, part);
    if (part === "newer" && visit.site.newer && !visit.hasNewer) {
      visit.hasNewer = true;
      world.addCalls(visit.site.newer);
    }
    if (part === "messages" && visit.site.grows) world.addTurns();
    const answered = await world.answer(request);
    return remember(answered, visit, part);
  }

  async function visitOf(request: Request, { pathname, searchParams }: URL): Promise<Visit | undefined> {
    if (pathname === "/v1/token" || pathname === "/v1/doctor") {
      const form =
        pathname === "/v1/doctor" ? searchParams : new URLSearchParams(await request.clone().text());
      const site = SITES.get(form.get("client_id") ?? form.get("site") ?? "");
      return site && { site, world: worldOf(site), sinceMs: Date.now() };
    }
    const token = request.headers.get("Authorization")?.replace(/^DPoP /, "");
    return visits.get(token ?? pathname);
  }

  /** Later requests bring the token or the ticket alone. */
  async function remember(response: Response, visit: Visit, part: Part | undefined): Promise<Response> {
    if (!response.ok || (part !== "token" && part !== "recording")) return response;
    const body: { access_token?: string; url?: string } = await response.clone().json();
    if (body.access_token !== undefined) visits.set(body.access_token, visit);
    if (body.url !== undefined) visits.set(new URL(body.url).pathname, visit);
    return response;
  }

  const listener = getRequestListener(answer);
  return {
    answer(request, response) {
      if (!request.url?.startsWith("/v1/")) return false;
      void listener(request, response);
      return true;
    },
    async close() {
      const open = await Promise.allSettled(worlds);
      await Promise.all(open.map((world) => world.status === "fulfilled" && world.value.close()));
    },
  };
}

function worldKey({ calls, scopes, toolsHidden, newer, grows }: Site): string {
  return JSON.stringify([calls, scopes, toolsHidden, newer, grows]);
}

/** Whether the site says something of the request that a token request brings along. */
async function isScripted(visit: Visit, request: Request): Promise<boolean> {
  const first = new URLSearchParams(await request.clone().text()).get("first");
  if (first === null) return false;
  const url = new URL(first, request.url);
  const part = partOf(url, request);
  return (part !== undefined && part === visit.site.silent) || injectedAnswer(visit, part, url) !== undefined;
}

/** The token request without the request that it brings along, which the page then sends itself. */
async function alone(request: Request): Promise<Request> {
  const form = new URLSearchParams(await request.text());
  form.delete("first");
  const { url, method, headers } = request;
  return new Request(url, { method, headers, body: form.toString() });
}

function partOf({ pathname, searchParams }: URL, { headers }: Request): Part | undefined {
  if (pathname === "/v1/token") return "token";
  if (pathname === "/v1/calls") {
    if (searchParams.has("cursor")) return "more";
    return headers.has("If-None-Match") ? "newer" : "list";
  }
  if (pathname === "/v1/evaluations") return "evaluations";
  if (pathname.endsWith("/evaluation/votes")) return "votes";
  if (pathname === "/v1/stats") return "stats";
  if (pathname === "/v1/doctor") return "doctor";
  const [, part = "call"] = /^\/v1\/calls\/[^/]+(?:\/(\w+))?$/.exec(pathname) ?? [undefined, ""];
  return (["call", "messages", "events", "recording", "evaluation"] as const).find((known) => known === part);
}

/** What the site says in place of the real broker; undefined where it says nothing of it. */
function injectedAnswer(
  { site, sinceMs }: Visit,
  part: Part | undefined,
  { pathname, searchParams }: URL,
): Response | undefined {
  if (part === "stats" && site.figures) return Response.json(figuresOf(site.figures, searchParams));
  const { fault, foreign, emptyPages, noAudio, noEvents, judged, vanishesAfterMs, clockOffsetMs = 0 } = site;
  if (pathname.startsWith("/v1/recordings/") && noAudio) return Response.json({ audio: false });
  if (part === "token" && foreign) return Response.json({ hello: "world" });
  if (emptyPages && (part === "list" || part === "more"))
    return Response.json({ items: [], next: String(Date.now()) });
  if (part === "evaluation" && judged) {
    const [, , , callId] = pathname.split("/");
    return Response.json({ ...MADE_UP_EVALUATION, callId, ...judged });
  }
  if (part === "events" && noEvents) return Response.json({ items: [], next: null });
  const isCall = pathname.startsWith("/v1/calls/");
  if (isCall && vanishesAfterMs !== undefined && Date.now() - sinceMs > vanishesAfterMs)
    return problem("not_found");
  return fault && fault.at === part ? problem(fault.code, clockOffsetMs) : undefined;
}

function problem(code: ProblemCode, clockOffsetMs = 0): Response {
  const { status, title } = PROBLEMS[code];
  const waits = status === 429 || status === 503;
  const body = {
    type: `urn:keyhole:problem:${code}`,
    ...{ title, status, code, detail: `The playground answers ${code}.`, requestId: REQUEST_ID },
    ...(code === "proof_invalid" && { serverTime: new Date(Date.now() + clockOffsetMs).toISOString() }),
    ...(waits && { retryAfterSeconds: RETRY_AFTER_SECONDS }),
  };
  const headers = {
    "Content-Type": "application/problem+json",
    ...(waits && { "Retry-After": String(RETRY_AFTER_SECONDS) }),
  };
  return new Response(JSON.stringify(body), { status, headers });
}

function withCors(response: Response, { headers }: Request): Response {
  const origin = headers.get("Origin");
  if (origin !== null) response.headers.set("Access-Control-Allow-Origin", origin);
  response.headers.set("Access-Control-Expose-Headers", "Retry-After");
  response.headers.set("Cache-Control", "private, no-store");
  return response;
}
