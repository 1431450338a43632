/** Memory of a page while a recording of an hour plays in it, with seeks: its JavaScript heap, and all of its process. */
import { readFileSync } from "node:fs";
import { findChromium } from "@keyhole/dev/chromium";
import { startDemo } from "@keyhole/launch";
import { SHOWCASE_CALL_IDS } from "@keyhole/simulator";
import { chromium } from "playwright-core";

const SECONDS = 30;
const SEEK_EVERY_SECONDS = 5;

const demo = await startDemo({ pagePort: 0, playgroundPort: 0, brokerPort: 0, simulatorPort: 0 });
const browser = await chromium.launch(await findChromium());
try {
  const page = await browser.newPage();
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
  const atRest = await measure();
  await play.click();
  const most = { ...atRest };
  for (let second = 0; second < SECONDS; second += 1) {
    if (second % SEEK_EVERY_SECONDS === 0) {
      await page.getByRole("slider", { name: "Position" }).fill(String(600 + second * 90));
    }
    await page.waitForTimeout(1000);
    const now = await measure();
    most.heapMib = Math.max(most.heapMib, now.heapMib);
    most.processMib = Math.max(most.processMib, now.processMib);
  }
  console.log(
    `page with a recording of an hour, ${SECONDS} s played with ${SECONDS / SEEK_EVERY_SECONDS} seeks: ` +
      `heap ${atRest.heapMib} MiB before, at most ${most.heapMib} MiB; ` +
      `process ${atRest.processMib} MiB before, at most ${most.processMib} MiB`,
  );

  async function measure(): Promise<{ heapMib: number; processMib: number }> {
    const session = await page.context().newCDPSession(page);
    await session.send("Performance.enable");
    const { metrics } = await session.send("Performance.getMetrics");
    const { processInfo } = await (await browser.newBrowserCDPSession()).send("SystemInfo.getProcessInfo");
    await session.detach();
    const heapBytes = metrics.find(({ name }) => name === "JSHeapUsedSize")?.value ?? 0;
    const renderers = processInfo.filter(({ type }) => type === "renderer").map(({ id }) => residentMib(id));
    return { heapMib: Math.round(heapBytes / 1024 ** 2), processMib: Math.round(Math.max(...renderers)) };
  }
} finally {
  await browser.close();
  await demo.stop();
}

/** Resident memory of a process. Linux alone tells it so. */
function residentMib(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? 0) / 1024;
}
