import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { buildWhenNeeded } from "@keyhole/dev/build";
import { createPlayground } from "@keyhole/playground";

/** The playground, with a page of somebody else at `/blank`. */
export interface ThemeServer {
  origin: string;
  close(): void;
}

export async function serveTheme(): Promise<ThemeServer> {
  buildWhenNeeded("elements");
  buildWhenNeeded("playground");
  const playground = createPlayground();
  const server = createServer((request, response) => {
    if (request.url !== "/blank") return playground(request, response);
    response.writeHead(200, { "Content-Type": "text/html; charset=utf-8" });
    response.end(BLANK);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    origin: `http://localhost:${(server.address() as AddressInfo).port}`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Both elements, and nothing that themes them. */
const BLANK = `<!doctype html><html lang="en"><title>Blank</title><link rel="icon" href="data:,">
<script type="module" src="/keyhole.js"></script>
<keyhole-calls site="rows"></keyhole-calls>
<keyhole-call site="rows" call-id="00000000-0000-4000-8000-000000000003"></keyhole-call></html>`;
