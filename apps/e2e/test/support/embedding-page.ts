import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** How a page embeds the list. */
export interface EmbeddedScript {
  src: string;
  integrity?: string;
  /** Default: none, so that the list asks where its script came from. */
  broker?: string;
}

/** A page on an origin of its own, with what `embed` is given in its query. */
export interface EmbeddingPage {
  origin: string;
  /** Address of a page that embeds the list by this script. */
  embed(script: EmbeddedScript): string;
  close(): void;
}

export async function serveEmbeddingPage(): Promise<EmbeddingPage> {
  const server = createServer((request, response) => {
    const { searchParams } = new URL(request.url ?? "/", "http://localhost");
    const integrity = searchParams.get("integrity");
    const broker = searchParams.get("broker");
    const attributes = [
      `src="${searchParams.get("src")}"`,
      ...(integrity === null ? [] : [`integrity="${integrity}"`, 'crossorigin="anonymous"']),
    ];
    response.writeHead(200, { "Content-Type": "text/html; charset=utf-8" });
    response.end(`<!doctype html><html lang="en"><title>A host's page</title><link rel="icon" href="data:,">
<script type="module" ${attributes.join(" ")}></script>
<keyhole-calls site="northside"${broker === null ? "" : ` broker="${broker}"`}></keyhole-calls></html>`);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    embed: (script) => `${origin}/?${new URLSearchParams({ ...script })}`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
