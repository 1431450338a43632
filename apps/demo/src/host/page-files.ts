import { existsSync, readFileSync } from "node:fs";
import { extname } from "node:path";
import type { Answer } from "./http.ts";

/** What `vite build` wrote. */
const FOLDER = new URL("../../dist/", import.meta.url);

/** The broker that the page names, as Acme would in production. */
const BROKER_IN_PAGE = "https://keyhole.acme.example";

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
};

/** A file of the built page; undefined where there is none. */
export function pageFile(path: string, brokerOrigin: string): Answer | undefined {
  const name = path === "/" ? "index.html" : path.slice(1);
  const type = TYPES[extname(name)];
  const file = new URL(name, FOLDER);
  if (!/^(assets\/)?[\w-]+\.[a-z]+$/.test(name) || type === undefined || !existsSync(file)) return undefined;
  const body = readFileSync(file, "utf8");
  if (!name.endsWith(".html")) return { status: 200, type, body };
  return { status: 200, type, body: withBroker(body, brokerOrigin), headers: pageHeaders([brokerOrigin]) };
}

/** The page with the broker of this machine in place of Acme's. */
export function withBroker(html: string, brokerOrigin: string): string {
  return html.replaceAll(BROKER_IN_PAGE, brokerOrigin);
}

/** A policy as strict as a careful customer's: Keyhole needs its script and its requests, and nothing else. */
export function pageHeaders(brokerOrigins: readonly string[]): Record<string, string> {
  const brokers = brokerOrigins.join(" ");
  const policy = [
    "default-src 'none'",
    `script-src 'self' ${brokers}`,
    `connect-src 'self' ${brokers}`,
    `media-src 'self' ${brokers}`,
    "style-src 'self'",
    "img-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ];
  return { "Content-Security-Policy": policy.join("; ") };
}
