import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { pipeline } from "node:stream/promises";
import { KEEP_ALIVE_MS } from "../base/limits.ts";
import type { Answer } from "./answer.ts";

/** Answers a request. Null breaks the connection: the client has gone, which aborts `gone`, or shall get no answer. */
export type Handler = (request: IncomingMessage, gone: AbortSignal) => Promise<Answer | null>;

/** Takes over a connection that asks for another protocol. */
export type Upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

/** A listening server. */
export interface Listener {
  /** Scheme, host and port, without a slash at the end. */
  readonly origin: string;
  /** Stops listening and closes open connections. */
  close(): Promise<void>;
}

/** Starts a server. Rejects with the system's error if the address is taken. */
export async function listen(
  host: string,
  port: number,
  handler: Handler,
  upgrade?: Upgrade,
): Promise<Listener> {
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, (request, response) => {
    void respond(handler, request, response);
  });
  if (upgrade !== undefined) server.on("upgrade", upgrade);
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
  return { origin: originOf(server), close: () => close(server) };
}

async function respond(handler: Handler, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const gone = new AbortController();
  response.once("close", () => gone.abort());
  try {
    const answer = await handler(request, gone.signal);
    if (answer === null) response.destroy();
    else await write(answer, response, request.method === "HEAD");
  } catch (error) {
    if (gone.signal.aborted) return;
    console.error("The simulator failed to answer:", error);
    response.destroy();
  }
}

/** Statuses without a body and without `Content-Length` (RFC 9110 section 8.6). */
const BODILESS = [204, 304];

async function write(answer: Answer, response: ServerResponse, isHead: boolean): Promise<void> {
  if (typeof answer.body === "string") {
    const body = Buffer.from(answer.body);
    const length = BODILESS.includes(answer.status) ? {} : { "Content-Length": body.length };
    response.writeHead(answer.status, { ...answer.headers, ...length });
    response.end(body);
    return;
  }
  response.writeHead(answer.status, answer.headers);
  if (isHead) {
    answer.body.destroy();
    response.end();
    return;
  }
  await pipeline(answer.body, response);
}

/** A wildcard address is reached through the loopback address. */
function originOf(server: Server): string {
  const { address, port, family } = server.address() as AddressInfo;
  if (address === "0.0.0.0" || address === "::") return `http://127.0.0.1:${port}`;
  return `http://${family === "IPv6" ? `[${address}]` : address}:${port}`;
}

async function close(server: Server): Promise<void> {
  if (!server.listening) return;
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
