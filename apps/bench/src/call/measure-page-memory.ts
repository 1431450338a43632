import { startDemo } from "@keyhole/launch";
import { SHOWCASE_CALL_IDS } from "@keyhole/simulator";
import type { Browser, Page } from "playwright-core";
import type { Comparison } from "../harness/row.ts";
import { residentMib } from "../resident-mib.ts";

const SEEK_EVERY_SECONDS = 5;

interface Memory {
  heapMib: number;
  processMib: number;
}

/** Memory of a page while a recording of an hour plays in it, with seeks: its JavaScript heap, and all of its process. */
export async function measurePageMemory(browser: Browser, seconds: number): Promise<Comparison[]> {
  const demo = await startDemo({ pagePort: 0, playgroundPort: 0, brokerPort: 0, simulatorPort: 0 });
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await page.goto(demo.pageUrl);
    await page.getByRole("radio", { name: "Inês Duarte" }).check();
    await page.evaluate((callId) => {
      const call = document.createElement("keyhole-call");
      call.setAttribute("site", "acme");
      call.setAttribute("assertion-src", "/keyhole-assertion");
      call.setAttribute("call-id", callId);
      document.querySelector("main")?.replaceChildren(call);
    }, SHOWCASE_CALL_IDS.hour);
    const play = page.getByRole("button", { name: "Play", exact: true });
    await play.waitFor();
    const before = await measure(browser, page);
    await play.click();
    const playing: Memory[] = [];
    for (let second = 0; second < seconds; second += 1) {
      if (second % SEEK_EVERY_SECONDS === 0) {
        await page.getByRole("slider", { name: "Position" }).fill(String(600 + second * 90));
      }
      await page.waitForTimeout(1000);
      playing.push(await measure(browser, page));
    }
    const row = (name: string, of: (memory: Memory) => number): Comparison => ({
      name: `${name} while a recording of an hour plays, with seeks`,
      unit: "MiB",
      samples: { most: [Math.max(...playing.map(of))], before: [of(before)] },
      against: "before",
    });
    return [
      row("heap of the page", ({ heapMib }) => heapMib),
      row("its process", ({ processMib }) => processMib),
    ];
  } finally {
    await context.close();
    await demo.stop();
  }
}

async function measure(browser: Browser, page: Page): Promise<Memory> {
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable");
  const { metrics } = await session.send("Performance.getMetrics");
  await session.detach();
  const devtools = await browser.newBrowserCDPSession();
  const { processInfo } = await devtools.send("SystemInfo.getProcessInfo");
  await devtools.detach();
  const heapBytes = metrics.find(({ name }) => name === "JSHeapUsedSize")?.value ?? 0;
  const renderers = processInfo.filter(({ type }) => type === "renderer").map(({ id }) => residentMib(id));
  return { heapMib: heapBytes / 1024 ** 2, processMib: Math.max(...renderers) };
}
