import { existsSync } from "node:fs";
import puppeteer, { type Frame, type Page } from "puppeteer-core";
import type { DrivenBrowser, Engine } from "./driven-browser.ts";
import { until } from "./page-eyes.ts";

const PATHS = [
  "/usr/bin/firefox-esr",
  "/usr/bin/firefox",
  "/Applications/Firefox.app/Contents/MacOS/firefox",
];
const executablePath = PATHS.find(existsSync);

/** Firefox, driven by WebDriver BiDi. */
export const firefox: Engine = {
  name: "Firefox",
  missing: executablePath ? [] : ["firefox-esr"],
  start: ({ env }) => startFirefox(env),
};

export async function startFirefox(env: NodeJS.ProcessEnv): Promise<DrivenBrowser> {
  const browser = await puppeteer.launch({
    browser: "firefox",
    executablePath: executablePath ?? "",
    // Without a window there is no real focus.
    headless: false,
    env: env as Record<string, string>,
    extraPrefsFirefox: {
      "media.autoplay.default": 0,
      "browser.download.start_downloads_in_tmp_dir": true,
      "browser.download.always_ask_before_handling_new_types": false,
    },
    defaultViewport: null,
    args: ["--width=1200", "--height=900"],
  });
  let page: Page = (await browser.pages())[0] ?? (await browser.newPage());
  let frame: Frame = page.mainFrame();
  return {
    async goto(url) {
      // After a page was restored from the cache, Puppeteer waits for events that never come.
      await page.evaluate((url) => location.assign(url), url);
      const isThere = () =>
        page
          .evaluate((url) => location.href === url && document.readyState !== "loading", url)
          .catch(() => false);
      await until(`${url} to load`, isThere);
      frame = page.mainFrame();
    },
    back: async () => void (await page.evaluate(() => history.back())),
    evaluate: (run, ...args) => frame.evaluate(run as (...args: unknown[]) => never, ...args),
    async inFrame(work) {
      frame = page.frames()[1] ?? frame;
      try {
        return await work();
      } finally {
        frame = page.mainFrame();
      }
    },
    click: (x, y) => page.mouse.click(x, y),
    press: (key) => page.keyboard.press(key),
    async openTab() {
      const before = page;
      page = await browser.newPage();
      frame = page.mainFrame();
      return async () => {
        await page.close();
        page = before;
        frame = page.mainFrame();
      };
    },
    screenshot: async () => Buffer.from(await page.screenshot()),
    close: () => browser.close(),
  };
}
