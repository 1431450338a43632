import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createHost } from "../../src/host/host-server.ts";
import { buildElementsWhenNeeded } from "../../src/launch/elements-build.ts";

const DIST = new URL("../../../../packages/elements/dist/", import.meta.url);

/** The host server with its staged broker, and the built elements on the same origin: no Worker, no simulator. */
export interface ThemeServer {
  origin: string;
  close(): void;
}

export async function serveTheme(): Promise<ThemeServer> {
  buildElementsWhenNeeded();
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", origin);
    if (pathname === "/blank") {
      response.writeHead(200, { "Content-Type": "text/html; charset=utf-8" });
      response.end(BLANK);
    } else if (/^\/keyhole(\.js|\/[\w./-]+\.js)$/.test(pathname)) {
      response.writeHead(200, { "Content-Type": "text/javascript; charset=utf-8" });
      response.end(readFileSync(new URL(`.${pathname}`, DIST)));
    } else host(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  const host = createHost({
    ...{ origin, brokerOrigin: origin, simulatorOrigin: origin },
    assertionSecret: "of no use here, and long enough",
  });
  return {
    origin,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** A page of somebody else, with both elements and nothing that themes them. */
const BLANK = `<!doctype html><html lang="en"><title>Blank</title><link rel="icon" href="data:,">
<script type="module" src="/keyhole.js"></script>
<keyhole-calls site="rows"></keyhole-calls>
<keyhole-call site="rows" call-id="00000000-0000-4000-8000-000000000003"></keyhole-call></html>`;
