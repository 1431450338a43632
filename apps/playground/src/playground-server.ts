import { existsSync, readFileSync } from "node:fs";
import type { RequestListener, ServerResponse } from "node:http";
import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import { answerStage } from "./broker/stage-broker.ts";
import { themeFacts } from "./theme/theme-facts.ts";

const PAGES = new URL("./page/", import.meta.url);
const ELEMENTS = new URL("../../../packages/elements/dist/", import.meta.url);

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
};

/** As strict as a careful customer's page. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  ...["script-src", "connect-src", "media-src", "style-src", "img-src"].map((name) => `${name} 'self'`),
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join("; ");

/** The pages, the built elements and the staged broker, all on one origin. */
export function createPlayground(): RequestListener {
  return (request, response) => {
    if (answerStage(request, response)) return;
    const path = URL.parse(request.url ?? "/", "http://playground.invalid")?.pathname ?? "";
    if (path === "/theme-facts") {
      response.writeHead(200, { "Content-Type": "application/json", "Cache-Control": "no-store" });
      response.end(JSON.stringify(themeFacts()));
    } else if (/^\/keyhole(\.js|\/[\w./-]+)$/.test(path) && !path.includes("..")) {
      sendFile(response, new URL(`.${path}`, ELEMENTS), {
        "Access-Control-Allow-Origin": "*",
        "Cache-Control": "max-age=3600",
      });
    } else {
      const name = path === "/" ? "theme.html" : /^\/([a-z-]+\.[a-z]+)$/.exec(path)?.[1];
      sendFile(response, name === undefined ? undefined : new URL(name, PAGES), {
        "Content-Security-Policy": CONTENT_SECURITY_POLICY,
        "Cache-Control": "no-store",
      });
    }
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
