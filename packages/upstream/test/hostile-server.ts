import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";

export interface HostileServer extends AsyncDisposable {
  baseUrl: string;
  /** Method and path of each request that arrived. */
  requests: string[];
}

/** A real server on a loopback port of its own, which answers as the listener likes. */
export async function startHostileServer(listener: RequestListener): Promise<HostileServer> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    listener(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}/api`,
    requests,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
