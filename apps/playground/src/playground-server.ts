import { existsSync, readFileSync } from "node:fs";
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import { createPlaygroundBroker } from "./broker/playground-broker.ts";
import { type ElementsManifest, readBuiltManifest } from "./theme/read-tokens.ts";
import { themeFacts } from "./theme/theme-facts.ts";

/** What `vite build` wrote. */
const PAGES = new URL("../dist/", import.meta.url);
const ELEMENTS = new URL("../../../packages/elements/dist/", import.meta.url);

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
};

/** A policy as strict as a careful customer's. */
export const PAGE_HEADERS = {
  "Content-Security-Policy": [
    "default-src 'none'",
    ...["script-src", "connect-src", "media-src", "style-src", "img-src"].map((name) => `${name} 'self'`),
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ].join("; "),
};

export interface Playground {
  /** Serves the built pages and elements and the broker, all on one origin. */
  handle: RequestListener;
  close(): Promise<void>;
}

/** `origin` is where it is opened. */
export function createPlayground(origin: string): Playground {
  // Read anew with each page, so that a build shows at once.
  const routes = createPlaygroundRoutes(origin, readBuiltManifest);
  const handle: RequestListener = (request, response) => {
    if (routes.answer(request, response)) return;
    const path = URL.parse(request.url ?? "/", "http://playground.invalid")?.pathname ?? "";
    if (/^\/keyhole(\.js|\/[\w./-]+)$/.test(path) && !path.includes("..")) {
      sendFile(response, new URL(`.${path}`, ELEMENTS), {
        "Access-Control-Allow-Origin": "*",
        "Cache-Control": "max-age=3600",
      });
    } else {
      const name = path === "/" ? "index.html" : /^\/((?:assets\/)?[\w-]+\.[a-z]+)$/.exec(path)?.[1];
      const file = name === undefined ? undefined : new URL(name, PAGES);
      sendFile(response, file, { ...PAGE_HEADERS, "Cache-Control": "no-store" });
    }
  };
  return { handle, close: routes.close };
}

export interface PlaygroundRoutes {
  /** False where the path belongs to no route. */
  answer(request: IncomingMessage, response: ServerResponse): boolean;
  close(): Promise<void>;
}

/** The broker and the facts that the pages are made from. */
export function createPlaygroundRoutes(
  origin: string,
  readManifest: () => ElementsManifest | Promise<ElementsManifest>,
): PlaygroundRoutes {
  const broker = createPlaygroundBroker(origin);

  async function sendFacts(response: ServerResponse): Promise<void> {
    const facts = JSON.stringify(themeFacts(await readManifest()));
    response.writeHead(200, { "Content-Type": "application/json", "Cache-Control": "no-store" });
    response.end(facts);
  }

  return {
    answer(request, response) {
      if (broker.answer(request, response)) return true;
      const path = request.url?.split("?")[0];
      if (path === "/keyhole-assertion") response.writeHead(401).end("Nobody is signed in.");
      else if (path === "/theme-facts")
        sendFacts(response).catch((error: unknown) => response.writeHead(500).end(String(error)));
      else return false;
      return true;
    },
    close: broker.close,
  };
}

function sendFile(response: ServerResponse, file: URL | undefined, headers: Record<string, string>): void {
  const type = TYPES[extname(file?.pathname ?? "")];
  if (!file || !type || !existsSync(fileURLToPath(file))) {
    response.writeHead(404, { "Content-Type": "text/plain" }).end("There is no such page.");
    return;
  }
  response.writeHead(200, { "Content-Type": type, "X-Content-Type-Options": "nosniff", ...headers });
  response.end(readFileSync(file));
}
