import type { IncomingMessage } from "node:http";
import { Readable } from "node:stream";
import type { Handler } from "../http/listener.ts";

const BODILESS = [204, 304];

/**
 * A `fetch` that hands requests to the simulator's servers without the network: for tests that send tens of thousands.
 * Requests to other origins leave as usual.
 */
export function createInProcessFetch(handlerOf: (origin: string) => Handler | null): typeof globalThis.fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    const url = new URL(request.url);
    const handler = handlerOf(url.origin);
    if (handler === null) return globalThis.fetch(input, init);
    const answer = await handler(await toMessage(request, url), request.signal);
    if (answer === null) throw new TypeError("fetch failed");
    const isEmpty = BODILESS.includes(answer.status) || request.method === "HEAD";
    const { status, headers } = answer;
    if (isEmpty) return new Response(null, { status, headers });
    if (typeof answer.body !== "string") {
      const stream: unknown = Readable.toWeb(answer.body);
      return new Response(stream as ReadableStream, { status, headers });
    }
    const body = Buffer.from(answer.body);
    return new Response(body, { status, headers: { ...headers, "Content-Length": `${body.length}` } });
  };
}

/** As much of a message as the servers read. */
async function toMessage(request: Request, { pathname, search }: URL): Promise<IncomingMessage> {
  const headers = Object.fromEntries(request.headers);
  const bytes = Buffer.from(await request.arrayBuffer());
  const message = Object.assign(Readable.from(bytes.length === 0 ? [] : [bytes]), {
    method: request.method,
    url: `${pathname}${search}`,
    headers,
    rawHeaders: Object.entries(headers).flat(),
    socket: { remoteAddress: "127.0.0.1" },
  });
  return message as unknown as IncomingMessage;
}
