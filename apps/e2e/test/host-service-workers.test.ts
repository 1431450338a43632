/** Service workers that answer from their cache first, other origins included, get no answer about calls to keep. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import { bundlePage } from "./support/bundle-page.ts";
import { openButton, rows } from "./support/calls.ts";
import { type GuestWorld, openGuestWorld } from "./support/guest-world.ts";

const WORKBOX = `
  import { registerRoute } from "workbox-routing";
  import { CacheFirst } from "workbox-strategies";
  self.addEventListener("install", () => self.skipWaiting());
  self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
  registerRoute(({ url }) => url.origin !== location.origin, new CacheFirst());`;

/** As the Angular CLI writes it for a group of data with the strategy "performance". */
const NGSW = JSON.stringify({
  configVersion: 1,
  timestamp: 1,
  index: "/list",
  assetGroups: [
    {
      name: "scripts",
      installMode: "lazy",
      updateMode: "lazy",
      cacheQueryOptions: { ignoreVary: true },
      urls: [],
      patterns: [".*\\/keyhole.*\\.js"],
    },
  ],
  dataGroups: [
    {
      name: "api",
      patterns: [".*\\/v1\\/.*"],
      strategy: "performance",
      maxSize: 100,
      maxAge: 3_600_000,
      cacheQueryOptions: { ignoreVary: true },
      version: 1,
    },
  ],
  hashTable: {},
  navigationUrls: [],
  navigationRequestStrategy: "performance",
});

let world: GuestWorld;
before(async () => {
  world = await openGuestWorld({
    "/workbox.js": bundlePage(WORKBOX),
    "/ngsw-worker.js": import.meta.resolve("@angular/service-worker/ngsw-worker.js"),
    "/ngsw.json": NGSW,
  });
});
after(() => world?.close());

async function openUnder(worker: string): Promise<Page> {
  const page = await world.open("/start", {
    "/start": "",
    "/list": '<!--keyhole--><keyhole-calls site="rows"></keyhole-calls>',
  });
  await page.evaluate(async (worker) => {
    await navigator.serviceWorker.register(worker);
    await navigator.serviceWorker.ready;
  }, worker);
  return page;
}

/** URLs of all that the page's caches hold. Angular's worker writes notes about a URL under a path with it. */
async function cachedUrls(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const names = await caches.keys();
    const requests = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
    return requests.flat().map(({ url }) => url);
  });
}

for (const [name, worker] of Object.entries({ Workbox: "/workbox.js", Angular: "/ngsw-worker.js" })) {
  test(`${name} keeps the scripts, and no answer about calls`, async () => {
    const page = await openUnder(worker);
    const list = page.locator("keyhole-calls");
    // The second page has its scripts from the cache.
    for (let loads = 0; loads < 2; loads += 1) {
      await page.goto(new URL("/list", page.url()).href);
      await rows(page).first().waitFor();
      assert.equal(await page.evaluate(() => navigator.serviceWorker.controller !== null), true);
      await openButton(rows(page).nth(8)).click();
      await list.locator("[part~='turn']").first().waitFor();
      await page.keyboard.press("Escape");
      const answer = page.waitForResponse((response) => response.url().includes("/v1/calls?"));
      await list.evaluate((element: HTMLElement & { refresh(): Promise<void> }) => element.refresh());
      assert.equal((await answer).status(), 304);
    }
    const urls = await cachedUrls(page);
    assert.ok(urls.some((url) => url.endsWith("/call.js")));
    assert.deepEqual(
      urls.filter((url) => url.includes("/v1/")),
      [],
    );
    await page.context().close();
  });
}
