import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { buildWhenNeeded } from "@keyhole/dev/build";
import { createPlayground, createPlaygroundBroker } from "@keyhole/playground";
import type { BrowserContext, Page } from "playwright-core";
import { sharedBrowser } from "./shared.ts";

/** Pages of a customer on a real server, and elements and broker on another origin. */
export interface GuestWorld {
  /** Where the elements and the broker are. */
  brokerOrigin: string;
  /**
   * Opens a page of the customer's server, in a browser profile of its own. `<!--keyhole-->` stands for the tag of the
   * script, and `{broker}` for its origin.
   */
  open(path: string, pages: Record<string, string>): Promise<Page>;
  /** The same in a page that is open: for tests that leave nothing in its profile. */
  show(page: Page, path: string, pages: Record<string, string>): Promise<void>;
  close(): Promise<void>;
}

/** Libraries of a page by the path that it loads them from: a `file:` URL, or the text itself. */
export type Libraries = Record<`/${string}.${"js" | "json"}`, string>;

export async function openGuestWorld(libraries: Libraries): Promise<GuestWorld> {
  buildWhenNeeded("elements");
  let pages: Record<string, string> = {};
  const [host, hostOrigin] = await listen(async ({ url = "/" }, response) => {
    const { pathname } = new URL(url, "http://host.invalid");
    const library = libraries[pathname as keyof Libraries];
    const page = pages[pathname];
    if (library) {
      const type = pathname.endsWith(".json") ? "application/json" : "text/javascript";
      response.writeHead(200, { "Content-Type": type });
      response.end(library.startsWith("file:") ? await readFile(new URL(library)) : library);
    } else {
      response.writeHead(page === undefined ? 404 : 200, { "Content-Type": "text/html; charset=utf-8" });
      response.end(page ?? "");
    }
  });
  let answer: RequestListener = () => {};
  const [edge, brokerOrigin] = await listen((request, response) => answer(request, response));
  const broker = createPlaygroundBroker(brokerOrigin, [hostOrigin]);
  const playground = createPlayground(brokerOrigin);
  answer = (request, response) => {
    if (!broker.answer(request, response)) playground.handle(request, response);
  };
  const browser = await sharedBrowser.acquire();
  const contexts: BrowserContext[] = [];
  const show: GuestWorld["show"] = async (page, path, files) => {
    const head = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Host</title><link rel="icon" href="data:,">`;
    const script = `<script type="module" src="${brokerOrigin}/keyhole.js"></script>`;
    pages = Object.fromEntries(
      Object.entries(files).map(([name, html]) => [
        name,
        `${head}${html.replace("<!--keyhole-->", script).replaceAll("{broker}", brokerOrigin)}`,
      ]),
    );
    await page.goto(`${hostOrigin}${path}`);
  };
  return {
    brokerOrigin,
    show,
    async open(path, files) {
      const context = await browser.newContext({ viewport: { width: 1200, height: 900 } });
      contexts.push(context);
      const page = await context.newPage();
      await show(page, path, files);
      return page;
    },
    async close() {
      await Promise.all(contexts.map((context) => context.close()));
      await sharedBrowser.release();
      for (const server of [host, edge]) {
        server.close();
        server.closeAllConnections();
      }
      await Promise.all([broker.close(), playground.close()]);
    },
  };
}

async function listen(listener: RequestListener): Promise<[Server, string]> {
  const server = createServer(listener);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return [server, `http://127.0.0.1:${(server.address() as AddressInfo).port}`];
}
