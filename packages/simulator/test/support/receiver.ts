import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { after } from "node:test";

export interface Received {
  headers: IncomingHttpHeaders;
  body: string;
}

/** A server that takes webhooks, and answers as a test wants. It closes after the tests of its file. */
export async function startReceiver() {
  const received: Received[] = [];
  let status = 204;
  let wake = () => {};
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    received.push({ headers: request.headers, body: Buffer.concat(chunks).toString() });
    response.writeHead(status).end();
    wake();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  after(() => server.close().closeAllConnections());
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    received,
    answer(next: number) {
      status = next;
    },
    /** Resolves once so many messages have arrived. */
    async has(count: number): Promise<void> {
      while (received.length < count)
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
    },
  };
}
