import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Locator } from "playwright-core";
import { openButton, openFirstCall, rows } from "./support/calls.ts";
import { LIST, openHost, openHostPage, scriptTag } from "./support/host-page.ts";
import { openWorld, type World } from "./support/world.ts";

let world: World;
before(async () => {
  world = await openWorld();
});
after(() => world?.close());

const open = (html: string) => openHost(world, html);

/** Title and text of what stands in the place of rows. */
function notice(list: Locator): Locator {
  return list.locator("[part~='notice']");
}

const PROTOTYPES = {
  frozen:
    "for (const { prototype } of [Object, Array, Function, String, Promise, Map, Set, RegExp, Date, Error]) Object.freeze(prototype)",
  polluted: `
    Object.prototype.extra = 1;
    Object.prototype.nested = { deep: [1] };
    Array.prototype.extra = () => 1;
    Array.prototype.last = function () { return this[this.length - 1]; };
    Function.prototype.extra = 1;
    String.prototype.extra = 1`,
};

for (const [what, script] of Object.entries(PROTOTYPES)) {
  test(`prototypes that the page has ${what}: list and call work`, async () => {
    const { page, complaints, mints } = await open(`<script>${script}</script>${scriptTag(world)}${LIST}`);
    await rows(page).first().waitFor();
    await page.keyboard.press("Tab");
    await page.keyboard.press("End");
    await openFirstCall(page);
    await page.keyboard.press("Escape");
    assert.equal(await rows(page).first().isVisible(), true);
    // What goes wrong is told, too.
    await page.evaluate(() => document.querySelector("keyhole-calls")?.setAttribute("site", "nobody"));
    await notice(page.locator("keyhole-calls")).getByText("Unknown site").waitFor();
    assert.deepEqual([complaints, mints()], [[], 2]);
  });
}

test("a frame with an origin of its own is refused, and says why", async () => {
  const { page, complaints, mints } = await openHostPage(world, {
    "/outer": { html: '<iframe sandbox="allow-scripts" src="/inner" width="900" height="500"></iframe>' },
    "/inner": { html: scriptTag(world) + LIST },
  });
  const list = page.frameLocator("iframe").locator("keyhole-calls");
  await notice(list).waitFor();
  const text = (await notice(list).textContent()) ?? "";
  assert.match(text, /This page may not show calls/);
  assert.match(text, /sandbox/);
  assert(!text.includes(world.demo.pageUrl), "its address is not its origin");
  assert.equal(mints(), 1);
  assert.deepEqual(complaints, []);
});

/** How browsers keep storage from a page: each has been seen. */
const NO_STORAGE = {
  "is not there": "delete Window.prototype.indexedDB; delete window.indexedDB",
  "throws when it is looked at": `Object.defineProperty(window, "indexedDB", { get() { throw new DOMException("No.", "SecurityError"); } })`,
  "throws when it is opened": `IDBFactory.prototype.open = () => { throw new DOMException("No.", "SecurityError"); }`,
  "refuses to open": `IDBFactory.prototype.open = () => {
      const request = new EventTarget();
      request.error = new DOMException("No.", "InvalidStateError");
      setTimeout(() => { request.onerror?.(new Event("error")); request.dispatchEvent(new Event("error")); });
      return request;
    }`,
  "never answers": "IDBFactory.prototype.open = () => new EventTarget()",
};

for (const [what, script] of Object.entries(NO_STORAGE)) {
  test(`in another site's frame, where IndexedDB ${what}: a key in memory`, async () => {
    const { page, complaints, mints } = await openHostPage(world, {
      "https://other.example/": {
        html: `<iframe src="${world.demo.pageUrl}/inner" width="900" height="500"></iframe>`,
      },
      "/inner": { html: `<script>${script}</script>${scriptTag(world)}${LIST}${LIST}` },
    });
    const frame = page.frameLocator("iframe");
    await frame.locator("keyhole-calls").first().getByRole("row").first().waitFor();
    await frame.locator("keyhole-calls").last().getByRole("row").first().waitFor();
    assert.deepEqual([complaints, mints()], [[], 1]);
  });
}

test("a browser that is offline says so, and shows its rows by itself when it is back", async () => {
  const { page, context, complaints } = await open(scriptTag(world));
  await page.evaluate(() => customElements.whenDefined("keyhole-calls"));
  await context.setOffline(true);
  await page.evaluate(
    (html) => document.body.append(document.createRange().createContextualFragment(html)),
    LIST,
  );
  const list = page.locator("keyhole-calls");
  await notice(list).getByText("You are offline").waitFor();
  await list.getByRole("button", { name: "Try again" }).click();
  await notice(list).getByText("You are offline").waitFor();
  await context.setOffline(false);
  await rows(page).first().waitFor();
  // What is loaded with the first call cannot be had, and then can.
  await context.setOffline(true);
  await openButton(rows(page).first()).click();
  await list.locator("[part~='strip']").getByText("You are offline").waitFor();
  await context.setOffline(false);
  await list.locator("[part~='strip']").getByRole("button").click();
  await list.getByText("Call ID").waitFor({ state: "attached" });
  const other = complaints.filter((complaint) => !/ERR_INTERNET_DISCONNECTED/.test(complaint));
  assert.deepEqual(other, []);
});

test("a page that was frozen and restored goes on", async () => {
  const { page, context, complaints, mints } = await open(scriptTag(world) + LIST);
  await rows(page).first().waitFor();
  // What watches the page is loaded after the first rows.
  await page.waitForLoadState("networkidle");
  const session = await context.newCDPSession(page);
  const tell = (type: string) =>
    page.evaluate((type) => dispatchEvent(new PageTransitionEvent(type, { persisted: true })), type);
  await tell("pagehide");
  await session.send("Page.setWebLifecycleState", { state: "frozen" });
  await session.send("Page.setWebLifecycleState", { state: "active" });
  await tell("pageshow");
  await page
    .locator("keyhole-calls")
    .evaluate((element: HTMLElement & { refresh(): Promise<void> }) => element.refresh());
  await openFirstCall(page);
  // A restored page asks again who is signed in.
  assert.deepEqual([complaints, mints()], [[], 2]);
});

test("Escape closes the call, and only then the dialog around the list", async () => {
  const { page, complaints } = await open(
    `${scriptTag(world)}<dialog>${LIST}</dialog><button onclick="document.querySelector('dialog').showModal()">Calls</button>`,
  );
  await page.getByRole("button", { name: "Calls" }).click();
  await rows(page).first().waitFor();
  await openFirstCall(page);
  await page.keyboard.press("Escape");
  await page.getByText("Call ID").waitFor({ state: "detached" });
  assert.equal(await page.locator("dialog").getAttribute("open"), "");
  await page.keyboard.press("Escape");
  await page.locator("dialog").waitFor({ state: "hidden" });
  assert.deepEqual(complaints, []);
});
