import { request as ask, createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** What a reverse proxy does with the path that it serves a broker below. */
export type ProxyManner = "keeps the path" | "takes the path away";

/** A website's own server, which hands one route to a broker elsewhere. */
export interface PathProxy {
  origin: string;
  /** Paths that were asked for and do not belong to the broker. */
  strays: string[];
  setManner(manner: ProxyManner): void;
  close(): void;
}

/** Serves the broker at `target()` below `path` of an origin of its own, and nothing else. */
export async function servePathProxy(path: string, target: () => string): Promise<PathProxy> {
  const strays: string[] = [];
  let manner: ProxyManner = "keeps the path";
  const server = createServer((request, response) => {
    const asked = request.url ?? "/";
    if (!asked.startsWith(`${path}/`)) {
      strays.push(asked);
      response.writeHead(404).end();
      return;
    }
    const url = new URL(manner === "keeps the path" ? asked : asked.slice(path.length), target());
    const headers = { ...request.headers, host: url.host };
    const passed = ask(url, { method: request.method ?? "GET", headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    passed.on("error", () => response.destroy());
    request.pipe(passed);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    strays,
    setManner(next) {
      manner = next;
    },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
