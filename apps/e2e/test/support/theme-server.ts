import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { buildWhenNeeded } from "@keyhole/dev/build";
import { createPlayground, ENDED, type Playground } from "@keyhole/playground";

/** The playground, with a page of somebody else at `/blank`. */
export interface ThemeServer {
  origin: string;
  close(): void;
}

export async function serveTheme(): Promise<ThemeServer> {
  buildWhenNeeded("elements");
  buildWhenNeeded("playground");
  let playground: Playground | undefined;
  const server = createServer((request, response) => {
    if (request.url !== "/blank") return playground?.handle(request, response);
    response.writeHead(200, { "Content-Type": "text/html; charset=utf-8" });
    response.end(BLANK);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  playground = createPlayground(origin);
  return {
    origin,
    close() {
      void playground?.close();
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Both elements, and nothing that themes them. */
const BLANK = `<!doctype html><html lang="en"><title>Blank</title><link rel="icon" href="data:,">
<script type="module" src="/keyhole.js"></script>
<keyhole-calls site="rows"></keyhole-calls>
<keyhole-call site="rows" call-id="${ENDED}"></keyhole-call></html>`;
