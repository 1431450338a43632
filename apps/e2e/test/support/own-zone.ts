import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { getRequestListener } from "@hono/node-server";
import { createBroker, createMemoryState } from "@keyhole/broker";
import { startSimulator } from "@keyhole/simulator";

const ELEMENTS = fileURLToPath(new URL("../../../../packages/elements/dist", import.meta.url));

/** The policy of a page that has no other origin in it. */
const POLICY = "default-src 'none'; script-src 'self'; connect-src 'self'; media-src 'self'";

/** An owner's site, with a strict policy, and a broker below a path of the same origin. */
export interface OwnZone {
  /** Address of a page with the list. */
  page: string;
  /** What browsers have asked: method, a space, path. */
  requests: readonly string[];
  close(): Promise<void>;
}

/** Starts it, with the broker below `path`. */
export async function startOwnZone(path: string): Promise<OwnZone> {
  const simulator = await startSimulator({ callCount: 20 });
  const requests: string[] = [];
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    requests.push(`${request.method} ${pathname}`);
    if (pathname.startsWith(`${path}/`)) {
      listener(request, response);
      return;
    }
    response.writeHead(200, {
      "Content-Type": "text/html; charset=utf-8",
      "Content-Security-Policy": POLICY,
    });
    response.end(`<!doctype html><html lang="en"><title>Acme</title>
<script type="module" src="${path}/keyhole.js"></script><keyhole-calls site="acme"></keyhole-calls>`);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const broker = createBroker(
    () => ({
      publicUrls: [`${origin}${path}`],
      sites: {
        acme: {
          origins: [origin],
          agents: "all",
          source: "ultravox",
          visitors: { rows: "public", scopes: ["calls:read", "transcripts:read"] },
        },
      },
    }),
    {
      env: {
        KEYHOLE_SECRET: "a-secret-of-a-test-0123456789-abcdefghij",
        ULTRAVOX_API_KEY: simulator.apiKey,
        ULTRAVOX_BASE_URL: simulator.baseUrl,
        ASSETS: { fetch: readAsset },
      },
      state: createMemoryState(),
      log: () => {},
    },
  );
  const listener = getRequestListener(broker.fetch);
  return {
    page: `${origin}/`,
    requests,
    async close() {
      server.closeAllConnections();
      server.close();
      await simulator.close();
    },
  };
}

async function readAsset(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  return readFile(`${ELEMENTS}${pathname}`).then(
    (bytes) => new Response(new Uint8Array(bytes)),
    () => new Response(null, { status: 404 }),
  );
}
