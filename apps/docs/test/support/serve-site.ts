import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname } from "node:path";
import type { BuiltSite } from "./built-site.ts";

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css",
  ".js": "text/javascript",
  ".svg": "image/svg+xml",
};

/** Serves a built site on a free port of this machine, addresses without `.html`. */
export async function serveSite({ folder, files }: BuiltSite): Promise<{ origin: string; stop: () => void }> {
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? "/", "http://site.invalid").pathname.slice(1);
    const file = [path || "index.html", `${path}.html`].find((name) => files.has(name));
    response.writeHead(file === undefined ? 404 : 200, {
      "Content-Type": TYPES[extname(file ?? "")] ?? "text/plain",
    });
    response.end(file === undefined ? "" : readFileSync(`${folder}/${file}`));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    stop() {
      server.close();
      server.closeAllConnections();
    },
  };
}
