import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { buildWhenNeeded } from "@keyhole/dev/build";
import { findChromium } from "@keyhole/dev/chromium";
import { createPlayground, type Playground } from "@keyhole/playground";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { watchRequests } from "./settled.ts";

const WAIT_MS = 60_000;

/** A host name that is not this machine's in a browser's eyes: without https a page there is not secure. */
const INSECURE_HOST = "insecure.example";

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
  const found = await findChromium();
  const args = [...found.args, `--host-resolver-rules=MAP ${INSECURE_HOST} 127.0.0.1`];
  const browser = await chromium.launch({ ...found, args }).catch((error: unknown) => {
    server.close();
    throw error;
  });
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
      context.setDefaultTimeout(WAIT_MS);
      const page = await context.newPage();
      watchRequests(page);
      return page;
    },
    async close() {
      await browser.close();
      server.close();
      server.closeAllConnections();
      await playground?.close();
    },
  };
}
