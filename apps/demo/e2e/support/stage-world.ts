import { readFileSync } from "node:fs";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { findChromium } from "../../../../.tasks/chromium.ts";
import { createHost } from "../../src/host/host-server.ts";
import { buildElementsWhenNeeded } from "../../src/launch/elements-build.ts";

const DIST = new URL("../../../../packages/elements/dist/", import.meta.url);
const WAIT_MS = 15_000;

/** A host name that is not this machine's in a browser's eyes: without https a page there is not secure. */
const INSECURE_HOST = "insecure.example";

/** The stage page with the staged broker, and a browser: no Worker, no simulator. */
export interface StageWorld {
  browser: Browser;
  /** Origin of the stage page; `insecure` is the same server under a name without https. */
  origin: string;
  insecureOrigin: string;
  newPage(options?: BrowserContextOptions): Promise<Page>;
  close(): Promise<void>;
}

/** With `build: false` the bundle is taken as it is: for who looks at pictures while others write. */
export async function openStageWorld({ build = true } = {}): Promise<StageWorld> {
  if (build) buildElementsWhenNeeded();
  let host: RequestListener = () => {};
  const server = createServer((request, response) => {
    const path = request.url?.split("?")[0] ?? "";
    if (/^\/keyhole(\.js$|\/[\w./-]+$)/.test(path) && !path.includes("..")) {
      response.writeHead(200, {
        "Content-Type": path.endsWith(".html") ? "text/html" : "text/javascript",
        "Access-Control-Allow-Origin": "*",
        "Cache-Control": "max-age=3600",
      });
      response.end(readFileSync(new URL(path.slice(1), DIST)));
    } else host(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const origin = `http://127.0.0.1:${port}`;
  host = createHost({
    origin,
    brokerOrigin: origin,
    simulatorOrigin: origin,
    assertionSecret: "of the stage, which is nobody's",
  });
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
      return context.newPage();
    },
    async close() {
      await browser.close();
      server.close();
      server.closeAllConnections();
    },
  };
}
