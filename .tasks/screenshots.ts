/** `npx -y pnpm@12 run screenshots`: takes the pictures of the READMEs from the running demo. */
import { mkdirSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { findChromium } from "@keyhole/dev/chromium";
import { readSettings, startDemo } from "@keyhole/launch";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";

const FOLDER = fileURLToPath(new URL("../apps/demo/screenshots/", import.meta.url));
/** More would slow the README down. */
const PICTURE_MAX_BYTES = 300_000;

/** With these the newest calls are in languages that a reader of the README is likely to read. */
const DATA = { calls: 130, seed: 39309 };

// On the usual ports, since the pictures show the broker's address.
const demo = await startDemo({ ...readSettings(process.env), ...DATA });
try {
  const browser = await chromium.launch(await findChromium());
  try {
    mkdirSync(FOLDER, { recursive: true });
    const wide = { viewport: { width: 1180, height: 1020 }, deviceScaleFactor: 1.2 };
    await takePicture(browser, "calls.png", wide, openRecordedCall);
    await takePicture(browser, "calls-dark.png", { ...wide, colorScheme: "dark" }, openRecordedCall);
    const narrow = { viewport: { width: 390, height: 780 }, deviceScaleFactor: 2 };
    await takePicture(browser, "calls-narrow.png", narrow, async () => {});
  } finally {
    await browser.close();
  }
} finally {
  await demo.stop();
}

async function takePicture(
  browser: Browser,
  name: string,
  options: BrowserContextOptions,
  prepare: (page: Page) => Promise<void>,
): Promise<void> {
  const context = await browser.newContext({ locale: "en-GB", reducedMotion: "reduce", ...options });
  const page = await context.newPage();
  await page.goto(demo.pageUrl);
  await page.getByRole("radio", { name: "Maya Okafor" }).check();
  await page.locator("keyhole-calls").getByRole("row").nth(5).waitFor();
  await page.locator("keyhole-calls [part~='verdict-label']").nth(4).waitFor();
  await prepare(page);
  const path = `${FOLDER}${name}`;
  await page.screenshot({ path });
  await context.close();
  const bytes = statSync(path).size;
  console.log(`${name}: ${Math.round(bytes / 1000)} kB`);
  if (bytes > PICTURE_MAX_BYTES) throw new Error(`${name} is larger than ${PICTURE_MAX_BYTES / 1000} kB`);
}

/** Opens the first call that has a recording, as the newest do not all. */
async function openRecordedCall(page: Page): Promise<void> {
  const list = page.locator("keyhole-calls");
  const play = list.getByRole("button", { name: "Play", exact: true });
  for (let row = 1; row <= 5; row += 1) {
    await list.getByRole("row").nth(row).getByRole("button").first().click();
    await list.getByText("Call ID").waitFor({ state: "attached" });
    const isThere = await play.waitFor({ timeout: 3000 }).then(
      () => true,
      () => false,
    );
    if (!isThere) continue;
    await list.locator("[part~='turn']").nth(1).waitFor();
    await list.locator("[part~='evaluation-head']").waitFor();
    await list.locator("[part~='lanes'], [part~='lane']").first().waitFor();
    await page.mouse.move(0, 0);
    return;
  }
  throw new Error("none of the first calls has a recording");
}
