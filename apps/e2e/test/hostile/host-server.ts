import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createPlayground, type Playground } from "@keyhole/playground";

/** Host pages with the elements and a broker on one origin. */
export interface HostServer {
  origin: string;
  /** When it was opened. Pages keep this time, so that pictures compare. */
  nowMs: number;
  /** What is at `/`. */
  page: string;
  stop(): Promise<void>;
}

export async function openHostServer(): Promise<HostServer> {
  const nowMs = Date.now();
  let playground: Playground | undefined;
  const server = createServer((request, response) => {
    if (request.url !== "/") return playground?.handle(request, response);
    response.writeHead(200, { "Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-store" });
    response.end(host.page);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  playground = createPlayground(origin);
  const host: HostServer = {
    origin,
    nowMs,
    page: "",
    async stop() {
      server.close();
      server.closeAllConnections();
      await playground?.close();
    },
  };
  return host;
}
