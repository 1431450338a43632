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

/** Where the parts of a page are. */
export interface PagePlaces {
  brokerOrigin: string;
  simulatorOrigin: string;
}

/** The page with a call in it. */
const TALK_PAGE = "talk.html";

/** A file of the built page; undefined where there is none. */
export function pageFile(path: string, { brokerOrigin, simulatorOrigin }: PagePlaces): Answer | undefined {
  const name = path === "/" ? "index.html" : path.slice(1);
  const type = TYPES[extname(name)];
  const file = new URL(name, FOLDER);
  if (!/^(assets\/)?[\w-]+\.[a-z]+$/.test(name) || type === undefined || !existsSync(file)) return undefined;
  const body = readFileSync(file, "utf8");
  if (!name.endsWith(".html")) return { status: 200, type, body };
  const headers = pageHeaders([brokerOrigin], name === TALK_PAGE ? callOrigins(simulatorOrigin) : []);
  return { status: 200, type, body: withBroker(body, brokerOrigin), headers };
}

/** The page with the broker of this machine in place of Acme's. */
export function withBroker(html: string, brokerOrigin: string): string {
  return html.replaceAll(BROKER_IN_PAGE, brokerOrigin);
}

/** Where a call is joined: at Ultravox in production, at the simulator here. */
export function callOrigins(simulatorOrigin: string): string[] {
  return [simulatorOrigin.replace(/^http/, "ws"), simulatorOrigin];
}

/**
 * A policy as strict as a careful customer's: Keyhole needs its script and its requests, and nothing else. A page that
 * holds calls connects to where they are joined, too.
 */
export function pageHeaders(
  brokerOrigins: readonly string[],
  joinedAt: readonly string[] = [],
): Record<string, string> {
  const brokers = brokerOrigins.join(" ");
  const policy = [
    "default-src 'none'",
    `script-src 'self' ${brokers}`,
    ["connect-src 'self'", ...brokerOrigins, ...joinedAt].join(" "),
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
