import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { buildWhenNeeded } from "@keyhole/dev/build";
import { createPlayground, type Playground } from "@keyhole/playground";
import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import { watchRequests } from "./settled.ts";
import { INSECURE_HOST, sharedBrowser } from "./shared.ts";

const WAIT_MS = 60_000;

/** The playground on a free port, and a browser: no Worker. */
export interface PlaygroundWorld {
  browser: Browser;
  /** Origin of the playground; `insecure` is the same server under a name without https. */
  origin: string;
  insecureOrigin: string;
  newPage(options?: BrowserContextOptions): Promise<Page>;
  close(): Promise<void>;
}

/** With `build: false` the bundle is taken as it is: for who looks at pictures while others write. */
export async function openPlaygroundWorld({ build = true } = {}): Promise<PlaygroundWorld> {
  if (build) buildWhenNeeded("elements");
  let playground: Playground | undefined;
  const server = createServer((request, response) => playground?.handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const origin = `http://127.0.0.1:${port}`;
  playground = createPlayground(origin);
  const browser = await sharedBrowser.acquire().catch((error: unknown) => {
    server.close();
    throw error;
  });
  const contexts: BrowserContext[] = [];
  return {
    browser,
    origin,
    insecureOrigin: `http://${INSECURE_HOST}:${port}`,
    async newPage(options = {}) {
      const viewport = { width: 1200, height: 900 };
      const context = await browser.newContext({
        ...{ viewport, locale: "en-GB", timezoneId: "Europe/Berlin", reducedMotion: "reduce" },
        ...options,
      });
      contexts.push(context);
      context.setDefaultTimeout(WAIT_MS);
      const page = await context.newPage();
      watchRequests(page);
      return page;
    },
    async close() {
      await Promise.all(contexts.map((context) => context.close()));
      await sharedBrowser.release();
      server.close();
      server.closeAllConnections();
      await playground?.close();
    },
  };
}
