/**
 * Host pages and a broker of fixed answers on one free port of this machine: what a picture shows depends
 * on the page alone. It checks no token and no proof; the demo's other tests run against the real broker.
 */
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { CALLS, detailOf, EVENTS, MESSAGES, NOW_MS, silence } from "./fixed-calls.ts";

const DIST = fileURLToPath(new URL("../../../../packages/elements/dist/", import.meta.url));

export interface StandIn {
  origin: string;
  /** What is at `/`. */
  page: string;
  /** Refuses every list. */
  failing: boolean;
  stop: () => void;
}

interface Answer {
  type: string;
  body: string | Buffer;
  status: number;
}

export async function openStandIn(): Promise<StandIn> {
  const server = createServer((request, response) => {
    const { type, body, status } = answerTo(standIn, new URL(request.url ?? "/", standIn.origin).pathname);
    response.writeHead(status, { "Content-Type": type, "Cache-Control": "no-store" });
    response.end(body);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const standIn: StandIn = {
    origin: `http://127.0.0.1:${port}`,
    page: "",
    failing: false,
    stop() {
      server.close();
      server.closeAllConnections();
    },
  };
  return standIn;
}

function answerTo({ origin, page, failing }: StandIn, pathname: string): Answer {
  if (pathname === "/") return { type: "text/html; charset=utf-8", body: page, status: 200 };
  const file = `${DIST}${pathname.slice(1)}`;
  if (/^\/keyhole(\/[\w.-]+\/[\w-]+)?\.js$/.test(pathname) && existsSync(file)) {
    return { type: "text/javascript", body: readFileSync(file), status: 200 };
  }
  if (pathname === "/v1/recordings/ticket") return { type: "audio/wav", body: silence(), status: 200 };
  const body = brokerAnswer(pathname, origin, failing);
  const status = "status" in body && "code" in body ? Number(body.status) : 200;
  return { type: "application/json", body: JSON.stringify(body), status };
}

function brokerAnswer(pathname: string, origin: string, failing: boolean): object {
  if (pathname === "/v1/token") {
    const scope = "calls:read transcripts:read pii:read recordings:read";
    return { access_token: "a.token", token_type: "DPoP", expires_in: 300, scope };
  }
  if (failing) return REFUSED;
  if (pathname === "/v1/calls") return { items: CALLS, next: null, total: CALLS.length };
  if (pathname === "/v1/agents") {
    const agents = new Map(CALLS.flatMap(({ agent }) => (agent ? [[agent.id, agent]] : [])));
    return { items: [...agents.values()] };
  }
  const [, id, part = "detail"] = /^\/v1\/calls\/([^/]+)(?:\/(\w+))?$/.exec(pathname) ?? [];
  const call = CALLS.find((known) => known.id === id);
  const expiresAt = new Date(NOW_MS + 3_600_000).toISOString();
  const answers: Record<string, object> = {
    messages: { items: MESSAGES, next: null },
    events: { items: EVENTS, next: null },
    recording: { url: `${origin}/v1/recordings/ticket`, expiresAt },
    ...(call ? { detail: detailOf(call) } : {}),
  };
  return (call && answers[part]) ?? { ...REFUSED, status: 404, code: "not_found" };
}

const REFUSED = {
  type: "about:blank",
  title: "The upstream does not accept the key",
  status: 502,
  code: "upstream_key_rejected",
  detail: "The owner has to renew it.",
  requestId: "0b8a5a2e-5b5e-4f0f-9a43-0c1f5ad1f9aa",
};
