import { type Demo, type DemoOptions, startDemo } from "@keyhole/launch";
import type { Browser, Page } from "playwright-core";
import { closeAfterTest } from "./close-after-test.ts";
import { type Recording, record } from "./recorder.ts";
import { watchRequests } from "./settled.ts";
import { sharedBrowser, sharedDemo } from "./shared.ts";

/** A running demo on free ports, and a browser. */
export interface World {
  demo: Demo;
  browser: Browser;
  /** A page of a browser profile of its own, not opened yet. It is closed with the test. */
  newPage(): Promise<WatchedPage>;
  close(): Promise<void>;
}

/** A page and what went wrong in it. */
export interface WatchedPage {
  page: Page;
  /** Origins of everything that it asked for. */
  origins: Set<string>;
  /** Violations of the page's policy, and errors that nobody caught. */
  complaints: string[];
  recording: Recording;
}

/** The demo and the browser of all test files of this process; with options, a demo of its own. */
export async function openWorld(options?: Partial<DemoOptions>): Promise<World> {
  const ports = { pagePort: 0, playgroundPort: 0, brokerPort: 0, simulatorPort: 0 };
  const demo = options ? await startDemo({ ...ports, ...options }) : await sharedDemo.acquire();
  const release = () => (options ? demo.stop() : sharedDemo.release());
  const browser = await sharedBrowser.acquire().catch(async (error) => {
    await release();
    throw error;
  });
  return {
    demo,
    browser,
    newPage: () => newPage(browser),
    async close() {
      await sharedBrowser.release();
      await release();
    },
  };
}

const VIOLATION = "policy violation: ";

async function newPage(browser: Browser): Promise<WatchedPage> {
  const context = closeAfterTest(await browser.newContext({ viewport: { width: 1200, height: 900 } }));
  context.setDefaultTimeout(60_000);
  const page = await context.newPage();
  watchRequests(page);
  const origins = new Set<string>();
  const complaints: string[] = [];
  page.on("request", (request) => origins.add(new URL(request.url()).origin));
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (message) => {
    if (message.text().startsWith(VIOLATION)) complaints.push(message.text());
  });
  await page.addInitScript((prefix) => {
    document.addEventListener("securitypolicyviolation", (event) => {
      console.error(`${prefix}${event.effectiveDirective} ${event.blockedURI} ${event.sample}`);
    });
  }, VIOLATION);
  return { page, origins, complaints, recording: await record(page) };
}
