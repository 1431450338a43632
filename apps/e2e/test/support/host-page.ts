import type { BrowserContext, Page } from "playwright-core";
import { closeAfterTest } from "./close-after-test.ts";
import type { World } from "./world.ts";

/** A page of a customer's own making on the origin that the demo's site allows. */
export interface HostPage {
  page: Page;
  context: BrowserContext;
  /** Every request of the page and its frames: method, a space, URL. */
  requests: string[];
  /** Violations of a page's policy, errors that nobody caught, and what was written to the console as an error. */
  complaints: string[];
  /** Requests by `POST` to the token endpoint. */
  mints(): number;
  /** Origins of all requests, sorted. */
  origins(): string[];
}

/** What stands at a path of the origin, or at a whole URL. */
export interface HostFile {
  html: string;
  headers?: Record<string, string>;
}

/** The browser writes it for every answer that is no 2xx, and the elements show those. */
const REFUSED_ANSWER = /^Failed to load resource: the server responded with a status of \d+/;

/** Serves files in the browser's place of a server, and opens the first. */
export async function openHostPage(world: World, files: Record<string, HostFile>): Promise<HostPage> {
  const context = closeAfterTest(await world.browser.newContext({ viewport: { width: 1200, height: 900 } }));
  context.setDefaultTimeout(60_000);
  // Chromium takes an answer that came from no server for one of the internet, which may not ask this machine.
  await context.grantPermissions(["local-network-access"]);
  const requests: string[] = [];
  const complaints: string[] = [];
  context.on("request", (request) => requests.push(`${request.method()} ${request.url()}`));
  const page = await context.newPage();
  page.on("pageerror", (error) => complaints.push(`error: ${error}`));
  page.on("console", (message) => {
    if (message.type() === "error" && !REFUSED_ANSWER.test(message.text())) complaints.push(message.text());
  });
  await context.addInitScript(reportToConsole);
  for (const [path, { html, headers = {} }] of Object.entries(files)) {
    const body = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Host</title>${html}`;
    await context.route(new URL(path, world.demo.pageUrl).href, (route) =>
      route.fulfill({ body, contentType: "text/html", headers }),
    );
  }
  const [first = "/"] = Object.keys(files);
  await page.goto(new URL(first, world.demo.pageUrl).href);
  return {
    page,
    context,
    requests,
    complaints,
    mints: () => requests.filter((request) => request === `POST ${world.demo.brokerUrl}/v1/token`).length,
    origins: () =>
      [...new Set(requests.map((request) => new URL(request.split(" ")[1] ?? "").origin))].sort(),
  };
}

/** The list of the site that the page's origin is allowed for. */
export const LIST = '<keyhole-calls site="northside"></keyhole-calls>';

/** A page of a single file. */
export function openHost(world: World, html: string): Promise<HostPage> {
  return openHostPage(world, { "/host": { html } });
}

/** Runs in every frame before its page. */
function reportToConsole(): void {
  const report = (what: string, detail: unknown) => console.error(`${what}: ${detail}`);
  document.addEventListener("securitypolicyviolation", (event) =>
    report("policy", `${event.effectiveDirective} ${event.blockedURI} ${event.sample}`),
  );
  addEventListener("error", ({ message }) => report("error", message));
  addEventListener("unhandledrejection", ({ reason }) => report("rejection", reason));
}

/** The tag that loads the elements from the broker, or from a version's own folder. */
export function scriptTag({ demo }: World, path = "/keyhole.js"): string {
  return `<script type="module" src="${demo.brokerUrl}${path}"></script>`;
}
