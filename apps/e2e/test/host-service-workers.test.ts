/** The list stays fresh under service workers that answer requests to other origins from their cache first. */
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
  assetGroups: [{ name: "scripts", installMode: "lazy", updateMode: "lazy", cacheQueryOptions: { ignoreVary: true }, urls: [], patterns: [".*\\/keyhole.*\\.js"] }],
  dataGroups: [{ name: "api", patterns: [".*\\/v1\\/.*"], strategy: "performance", maxSize: 100, maxAge: 3_600_000, cacheQueryOptions: { ignoreVary: true }, version: 1 }],
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
    "/list": '<!--keyhole--><keyhole-calls site="newer"></keyhole-calls>',
  });
  await page.evaluate(async (worker) => {
    await navigator.serviceWorker.register(worker);
    await navigator.serviceWorker.ready;
  }, worker);
  return page;
}

for (const [name, worker] of [["Workbox", "/workbox.js"], ["Angular", "/ngsw-worker.js"]] as const) {
  test(`${name}: the list shows new calls`, async () => {
    const page = await openUnder(worker);
    page.on("console", m => console.log(m.text()));
    page.on("response", async (r) => console.log(r.request().method(), r.url().slice(0,90), r.status(), r.fromServiceWorker()));
    for (let loads = 0; loads < 2; loads += 1) {
      await page.goto(new URL("/list", page.url()).href);
      await rows(page).first().waitFor();
      assert.equal(await page.evaluate(() => navigator.serviceWorker.controller !== null), true);
      const list = page.locator("keyhole-calls");
      console.log(await list.evaluate((e: any)=>e.refresh()), await list.locator("[part~='status'],.pill").allTextContents());
      await openButton(rows(page).nth(1)).click();
      await list.locator("[part~='turn']").first().waitFor();
      await page.keyboard.press("Escape");
      console.log(await list.evaluate((e: any)=>e.refresh()));
      console.log(await page.evaluate(async ()=> (await Promise.all((await caches.keys()).map(async k=>(await (await caches.open(k)).keys()).map(r=>r.url)))).flat()));
    }
    await page.context().close();
  });
}
