import type { Browser, CDPSession, Page } from "playwright-core";
import type { Held } from "./judge-held.ts";
import type { SoakWorld } from "./soak-world.ts";

/** A page that a viewer leaves open, on a clock of its own. */
export interface SoakPage {
  /** Polls so far. */
  readonly polls: number;
  /** Turns of the calls that were opened. */
  readonly turnsShown: number;
  /** Errors that nobody handled. */
  readonly errors: readonly string[];
  /** Lets time pass for page, broker and vendor, and waits until the page has its answers. */
  pass(ms: number): Promise<void>;
  /** Opens a call of the list, waits for all of its answers and closes it. */
  openCall(place: number): Promise<void>;
  /** What the page holds after collections. */
  measure(): Promise<Held>;
  close(): Promise<void>;
}

const ROWS_USED = 8;
const QUIET_MS = 20;

export async function openSoakPage(browser: Browser, world: SoakWorld): Promise<SoakPage> {
  const context = await browser.newContext({ locale: "en", viewport: { width: 1_100, height: 700 } });
  const page = await context.newPage();
  const errors: string[] = [];
  let [polls, turnsShown] = [0, 0];
  const pending = new Set<unknown>();
  page.on("pageerror", (error) => errors.push(String(error)));
  page.on("request", (request) => {
    pending.add(request);
    const { origin, pathname } = new URL(request.url());
    if (origin === world.brokerOrigin && pathname === "/v1/calls") polls += 1;
  });
  page.on("requestfinished", (request) => pending.delete(request));
  page.on("requestfailed", (request) => pending.delete(request));
  // Time goes on by itself, and is set ahead beside.
  await page.clock.install();
  await page.goto(world.pageUrl);
  const devtools = await context.newCDPSession(page);
  await devtools.send("Performance.enable");
  await rows(page).first().waitFor();
  const answered = async () => {
    do await new Promise((resolve) => setTimeout(resolve, QUIET_MS));
    while (pending.size > 0);
  };
  return {
    get polls() {
      return polls;
    },
    get turnsShown() {
      return turnsShown;
    },
    errors,
    async pass(ms) {
      world.pass(ms);
      await page.clock.runFor(ms);
      await answered();
    },
    async openCall(place) {
      await rows(page)
        .nth(place % ROWS_USED)
        .getByRole("button")
        .first()
        .click();
      const header = page.locator("keyhole-calls [part~='details-header']");
      await header.waitFor();
      await answered();
      turnsShown += await page.locator("keyhole-calls [part~='turn']").count();
      await page.keyboard.press("Escape");
      await header.waitFor({ state: "detached" });
    },
    measure: () => measure(page, devtools),
    close: () => context.close(),
  };
}

function rows(page: Page) {
  return page.locator("keyhole-calls").getByRole("row");
}

async function measure(page: Page, devtools: CDPSession): Promise<Held> {
  // What a finalizer or a closed view lets go of is found by the next collection.
  for (let time = 0; time < 3; time += 1) {
    await devtools.send("HeapProfiler.collectGarbage");
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
  }
  const { nodes, jsEventListeners } = await devtools.send("Memory.getDOMCounters");
  const { metrics } = await devtools.send("Performance.getMetrics");
  const heapBytes = metrics.find(({ name }) => name === "JSHeapUsedSize")?.value ?? Number.NaN;
  return { heapMib: heapBytes / 1024 ** 2, nodes, listeners: jsEventListeners };
}
