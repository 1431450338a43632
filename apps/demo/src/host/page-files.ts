import { existsSync, readFileSync } from "node:fs";
import { extname } from "node:path";
import type { Answer } from "./http.ts";

const FOLDER = new URL("../page/", import.meta.url);

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
};

/** A file of the page, with the broker's origin written into the HTML; undefined where there is none. */
export function pageFile(path: string, brokerOrigin: string): Answer | undefined {
  const name = path === "/" ? "index.html" : path.slice(1);
  const type = TYPES[extname(name)];
  const file = new URL(name, FOLDER);
  if (!/^[a-z-]+\.[a-z]+$/.test(name) || type === undefined || !existsSync(file)) return undefined;
  const body = readFileSync(file, "utf8");
  if (!name.endsWith(".html")) return { status: 200, type, body };
  return {
    status: 200,
    type,
    body: body.replaceAll("{{broker}}", brokerOrigin),
    headers: { "Content-Security-Policy": contentSecurityPolicy(brokerOrigin) },
  };
}

/** As strict as a careful customer's: Keyhole needs its script and its requests, and nothing else. */
function contentSecurityPolicy(brokerOrigin: string): string {
  return [
    "default-src 'none'",
    `script-src 'self' ${brokerOrigin}`,
    `connect-src 'self' ${brokerOrigin}`,
    `media-src 'self' ${brokerOrigin}`,
    "style-src 'self'",
    "img-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ].join("; ");
}
