/** Routers, shortcuts and focus traps of a page go on working beside the list, and the list beside them. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import { openButton, rows } from "./support/calls.ts";
import { type GuestWorld, openGuestWorld } from "./support/guest-world.ts";

let world: GuestWorld;
before(async () => {
  world = await openGuestWorld({
    "/turbo.js": import.meta.resolve("@hotwired/turbo/dist/turbo.es2017-umd.js"),
    "/htmx.js": import.meta.resolve("htmx.org/dist/htmx.js"),
    "/alpine.js": import.meta.resolve("alpinejs/dist/cdn.js"),
    "/mousetrap.js": import.meta.resolve("mousetrap"),
    "/tabbable.js": import.meta.resolve("tabbable/dist/index.umd.js"),
    "/focus-trap.js": import.meta.resolve("focus-trap/dist/focus-trap.umd.js"),
  });
});
after(() => world?.close());

const LIST = '<keyhole-calls site="rows"></keyhole-calls>';

const HASH_ROUTER = `<script>
  const show = () => { document.querySelector("output").textContent = location.hash; document.title = "routed " + (window.routed = (window.routed ?? 0) + 1); };
  addEventListener("hashchange", show); addEventListener("popstate", show);
</script><output></output>`;
const WRAPPED = `<script>
  for (const name of ["pushState", "replaceState"]) {
    const { [name]: original } = history;
    history[name] = (...args) => { original.apply(history, args); dispatchEvent(new Event("locationchange")); };
  }
  addEventListener("locationchange", () => document.querySelector("main").replaceChildren());
</script>`;

/** What is before the list on pages whose router acts on each history step. */
const ROUTERS: Readonly<Record<string, string>> = {
  Turbo: '<script src="/turbo.js"></script>',
  htmx: '<script src="/htmx.js"></script><a hx-boost="true" href="/other">Other</a>',
  Alpine:
    '<script defer src="/alpine.js"></script><p x-data @popstate.window="document.title = \'routed\'"></p>',
  "a hash router": HASH_ROUTER,
  "a wrapped history": WRAPPED,
};

/** Waits for a call to open or close, and for what a router would do then. */
async function toggled(page: Page, open: boolean): Promise<void> {
  await page
    .locator("keyhole-calls")
    .locator("[part~='details']")
    .waitFor({ state: open ? "visible" : "detached" });
  await page.waitForTimeout(300);
}

for (const [name, before] of Object.entries(ROUTERS)) {
  for (const way of ["Escape", "Back"]) {
    test(`closing a call by ${way} leaves the page of ${name} alone`, async () => {
      const page = await world.open("/list", { "/list": `<!--keyhole-->${before}<main>${LIST}</main>` });
      await rows(page).nth(3).waitFor();
      await page.evaluate(() => {
        const [list] = document.getElementsByTagName("keyhole-calls");
        Object.assign(list ?? {}, { original: true });
      });
      for (let times = 0; times < 2; times += 1) {
        await openButton(rows(page).nth(3)).click();
        await toggled(page, true);
        if (way === "Escape") await page.keyboard.press("Escape");
        else await page.goBack({ waitUntil: "commit", timeout: 1_000 }).catch(() => {});
        await toggled(page, false);
      }
      const seen = await page.evaluate(() => {
        const list = document.querySelector("keyhole-calls");
        return [
          Object.hasOwn(list ?? {}, "original"),
          list?.shadowRoot?.activeElement?.closest(".row")?.getAttribute("aria-rowindex"),
          document.title,
        ];
      });
      assert.deepEqual(seen, [true, "4", "Host"]);
      await page.context().close();
    });
  }
}

test("closing a call does not send a frame back, and the next Back closes the next call", async () => {
  const page = await world.open("/list", {
    "/list": `<!--keyhole-->${LIST}<iframe src="/one"></iframe>`,
    "/one": "one",
    "/two": "two",
  });
  const frame = () => page.frames()[1]?.evaluate(() => location.pathname);
  await openButton(rows(page).nth(1)).click();
  await toggled(page, true);
  await page.frames()[1]?.evaluate(() => location.assign("/two"));
  await page.waitForTimeout(500);
  await page.locator("keyhole-calls").locator("[part~='details']").focus();
  await page.keyboard.press("Escape");
  await toggled(page, false);
  assert.equal(await frame(), "/two");
  await openButton(rows(page).nth(2)).click();
  await toggled(page, true);
  await page.goBack({ waitUntil: "commit", timeout: 1_000 }).catch(() => {});
  await toggled(page, false);
  assert.equal(await frame(), "/two");
  await page.context().close();
});

test("Mousetrap hears no key that is typed into the search", async () => {
  const page = await world.open("/list", {
    "/list": `<!--keyhole--><script src="/mousetrap.js"></script>${LIST}
      <script>for (const key of ["/", "b", "enter", "space"]) Mousetrap.bind(key, () => { document.title += key; return false; });</script>`,
  });
  await page.locator("keyhole-calls[site]").evaluate(() => customElements.whenDefined("keyhole-calls"));
  const field = page.locator("keyhole-calls").getByRole("searchbox").first();
  await field.click();
  await page.keyboard.type("billing / refund");
  await page.keyboard.press("Enter");
  assert.deepEqual([await field.inputValue(), await page.title()], ["billing / refund", "Host"]);
  await page
    .locator("h1, body")
    .first()
    .click({ position: { x: 2, y: 2 } });
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await page.keyboard.press("b");
  assert.equal(await page.title(), "Hostb");
  await page.context().close();
});

test("Escape closes the call, and only then the focus trap around the list", async () => {
  const page = await world.open("/list", {
    "/list": `<!--keyhole--><script src="/tabbable.js"></script><script src="/focus-trap.js"></script><div id="trap"><button>First</button>${LIST}</div>
      <script>
        focusTrap.createFocusTrap("#trap", {
          tabbableOptions: { getShadowRoot: true },
          onDeactivate: () => { document.title = "left"; },
        }).activate();
      </script>`,
  });
  await openButton(rows(page).nth(1)).click();
  await toggled(page, true);
  await page.keyboard.press("Escape");
  await toggled(page, false);
  assert.equal(await page.title(), "Host");
  await page.keyboard.press("Escape");
  await page.waitForFunction(() => document.title === "left");
  await page.context().close();
});

test("a sandbox without allow-downloads is named, and the file stays behind a link", async () => {
  const page = await world.open("/outer", {
    "/outer":
      '<iframe sandbox="allow-scripts allow-same-origin" src="/inner" width="1100" height="700"></iframe>',
    "/inner": `<!--keyhole-->${LIST}`,
  });
  const list = page.frameLocator("iframe").locator("keyhole-calls");
  await list.getByRole("button", { name: "Export" }).click();
  await list.getByRole("button", { name: /^CSV/ }).click();
  await list
    .getByText(/its sandbox attribute lacks allow-downloads/)
    .first()
    .waitFor();
  assert.equal(await list.getByRole("link", { name: "Save file" }).count(), 1);
  await page.context().close();
});
