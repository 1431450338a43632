import type { IncomingMessage, ServerResponse } from "node:http";
import type { CallSummary, FirstAnswer } from "@keyhole/contract";
import { generateCall } from "./generate-call.ts";
import { type Served, serve } from "./serve.ts";

/** As the broker answers a preflight. */
const CORS = {
  "Access-Control-Allow-Origin": "*",
  "Access-Control-Allow-Methods": "GET, HEAD, POST",
  "Access-Control-Allow-Headers": "Authorization, DPoP, Content-Type, If-None-Match, Idempotency-Key, Range",
  "Access-Control-Max-Age": "7200",
};

export interface BrokerStandIn extends Served {
  /** Calls that have come above the first since the start. */
  newer: number;
}

/**
 * The two routes of a broker that a list needs, and script files. It looks at no proof and asks nobody,
 * so that what is measured is the page. `/v1/calls?size=N` has N calls; both lists read it page by page.
 */
export async function startBrokerStandIn(scripts: ReadonlyMap<string, string>): Promise<BrokerStandIn> {
  const served = await serve((request, response) => answer(request, response, scripts, () => state.newer));
  const state = { ...served, newer: 0 };
  return state;
}

function answer(
  request: IncomingMessage,
  response: ServerResponse,
  scripts: ReadonlyMap<string, string>,
  newer: () => number,
): void {
  const { pathname, searchParams } = new URL(request.url ?? "/", "http://127.0.0.1");
  const script = scripts.get(pathname);
  const send = (body: string, type = "application/json") => {
    response
      .writeHead(200, { ...CORS, "Content-Type": type, "Cache-Control": "private, no-store" })
      .end(body);
  };
  if (request.method === "OPTIONS") response.writeHead(204, CORS).end();
  else if (script !== undefined) send(script, "text/javascript");
  else if (pathname === "/v1/calls") send(JSON.stringify(page(searchParams, sizeOf(request), newer())));
  else if (pathname === "/v1/token") {
    // The site's id is the number of its calls. It comes back as the token, which is what tells it later.
    request.setEncoding("utf8").once("data", (text: string) => {
      const form = new URLSearchParams(text);
      const token = { token_type: "DPoP", expires_in: 300, scope: "calls:read" } as const;
      const size = form.get("client_id") ?? "";
      send(
        JSON.stringify({ ...token, access_token: size, ...first(form.get("first"), Number(size), newer()) }),
      );
    });
  } else response.writeHead(404, CORS).end();
}

/** The answer to the request that the token request brings along. */
function first(path: string | null, size: number, newer: number): { first?: FirstAnswer } {
  if (path === null) return {};
  const { searchParams } = new URL(path, "http://127.0.0.1");
  return { first: { status: 200, etag: null, body: page(searchParams, size, newer) } };
}

function sizeOf({ headers, url }: IncomingMessage): number {
  const [, token] = /^DPoP (\d+)$/.exec(headers.authorization ?? "") ?? [];
  return Number(token ?? new URL(url ?? "/", "http://127.0.0.1").searchParams.get("size") ?? 0);
}

/** A cursor is the number of the call that the page starts with. */
function page(
  query: URLSearchParams,
  size: number,
  newer: number,
): { items: CallSummary[]; next: string | null; total: number } {
  const start = Number(query.get("cursor") ?? -newer);
  const end = Math.min(size, start + Number(query.get("limit") ?? 25));
  const items = Array.from({ length: Math.max(0, end - start) }, (_, place) => generateCall(start + place));
  return { items, next: end < size ? `${end}` : null, total: size + newer };
}
