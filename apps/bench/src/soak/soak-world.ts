import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { getRequestListener } from "@hono/node-server";
import { createBroker, createMemoryState, defineConfig } from "@keyhole/broker";
import { buildWhenNeeded } from "@keyhole/dev/build";
import { testVars } from "@keyhole/edge/testing";
import { startSimulator } from "@keyhole/simulator";
import { type Served, serve } from "../list/serve.ts";

const ELEMENTS = fileURLToPath(new URL("../../../../packages/elements/dist", import.meta.url));
const CALLS = 60;

/** A host's page with a list, and the broker and the vendor behind it, by a clock that can be set ahead. */
export interface SoakWorld {
  pageUrl: string;
  brokerOrigin: string;
  /** Sets the clock of broker and vendor ahead. */
  pass(ms: number): void;
  /** Adds a call that has ended, as the newest of the list. */
  addCall(): void;
  stop(): Promise<void>;
}

export async function openSoakWorld(): Promise<SoakWorld> {
  buildWhenNeeded("elements");
  let aheadMs = 0;
  const now = () => Date.now() + aheadMs;
  const simulator = await startSimulator(
    { callCount: CALLS, requestsPerSecond: 10_000 },
    {
      nowMs: () => performance.now() + aheadMs,
      sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    },
  );
  let answerAsBroker: ReturnType<typeof getRequestListener> | undefined;
  const edge = await serve((request, response) => void answerAsBroker?.(request, response));
  const host = await serve((_request, response) => {
    response.writeHead(200, { "Content-Type": "text/html; charset=utf-8" });
    response.end(pageOf(edge.origin));
  });
  const config = defineConfig(() => ({
    publicUrls: [edge.origin],
    sites: {
      acme: {
        origins: [originOf(host)],
        agents: "all",
        source: "ultravox",
        visitors: { rows: "public", scopes: ["calls:read", "transcripts:read", "recordings:read"] },
      },
    },
  }));
  const broker = createBroker(config, {
    env: { ...testVars(simulator), ASSETS: { fetch: readAsset } },
    state: createMemoryState(now),
    now,
    log: () => {},
  });
  answerAsBroker = getRequestListener(broker.fetch);
  return {
    pageUrl: originOf(host),
    brokerOrigin: edge.origin,
    pass(ms) {
      aheadMs += ms;
    },
    addCall: () => void simulator.addCall({ created: new Date(now() - 120_000).toISOString() }),
    stop: async () => void (await Promise.all([edge.stop(), host.stop(), simulator.close()])),
  };
}

/** `localhost` is another site than the broker's `127.0.0.1`. */
function originOf({ origin }: Served): string {
  return origin.replace("127.0.0.1", "localhost");
}

function pageOf(brokerOrigin: string): string {
  return `<!doctype html><html lang="en"><title>A host's page</title><link rel="icon" href="data:,">
<script type="module" src="${brokerOrigin}/keyhole.js"></script>
<keyhole-calls site="acme"></keyhole-calls>`;
}

async function readAsset(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  return readFile(`${ELEMENTS}${pathname}`).then(
    (bytes) => new Response(new Uint8Array(bytes)),
    () => new Response(null, { status: 404 }),
  );
}
