/**
 * Whatever a page does to the browser before the elements load, they work, or say what is wrong: with a notice and an
 * event. They are never empty without a word.
 */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Locator, Page } from "playwright-core";
import { REPLACEMENTS } from "./hostile/replaced-built-ins.ts";
import type { Replacement } from "./hostile/replacement.ts";
import { type GuestWorld, openGuestWorld } from "./support/guest-world.ts";

/** Takes down the kind of the last `keyhole-error` where a locator sees it. */
const LISTEN = `addEventListener("keyhole-error", function (event) { document.documentElement.dataset.error = event.kind; });`;
/** As many are made on one page at first. Where the elements do not work on it, each has a page of its own. */
const AT_ONCE = 8;

let world: GuestWorld;
let page: Page;
before(async () => {
  world = await openGuestWorld({});
  // Each page is a navigation in it, which makes all built-ins anew.
  page = await world.open("/", { "/": "" });
});
after(() => world?.close());

for (const [kind, replacements] of Object.entries(REPLACEMENTS)) {
  describe(`a page with ${kind}`, () => {
    const groups = inGroups(replacements.filter(({ isEnough = true }) => isEnough));
    for (const replacement of replacements) {
      const { name, isEnough = true } = replacement;
      it(`${isEnough ? "shows rows and turns" : "says what is wrong"} with ${name}`, async () => {
        if (await groups.find(({ members }) => members.includes(replacement))?.work()) return;
        assert.deepEqual(await outcome([replacement]), isEnough ? "rows and turns" : "notice and event");
      });
    }
  });
}

function inGroups(replacements: readonly Replacement[]) {
  return Array.from({ length: Math.ceil(replacements.length / AT_ONCE) }, (_, index) => {
    const members = replacements.slice(index * AT_ONCE, (index + 1) * AT_ONCE);
    let known: Promise<boolean> | undefined;
    const work = async () => (await outcome(members, 10_000).catch(() => "")) === "rows and turns";
    return { members, work: () => (known ??= work()) };
  });
}

/** What a viewer gets. Locators run in a world of their own, whose built-ins the page cannot replace. */
async function outcome(replacements: readonly Replacement[], timeout = 30_000): Promise<string> {
  const scripts = replacements.map(({ script }) => `<script>${script}</script>`).join("");
  await world.show(page, "/list", {
    "/list": `<script>${LISTEN}</script>${scripts}<!--keyhole--><keyhole-calls site="dozen"></keyhole-calls>`,
  });
  const list = page.locator("keyhole-calls");
  const notice = list.locator("[part~='notice-title'], [part~='strip-title']");
  const words = page.getByText("This page keeps the element from working").or(notice).first();
  const shows = async (wanted: Locator) => {
    await wanted.or(words).first().waitFor({ timeout });
    return (await words.count()) === 0;
  };
  const steps: readonly [Locator, act?: () => Promise<void>][] = [
    [list.locator("[part~='call']").nth(5)],
    // The rest of the list has loaded, and has rendered the rows anew.
    [list.locator("[part~='toolbar-end'] button, [part~='toolbar-end'] summary").first()],
    [list.locator("[part~='call']").nth(5), () => list.locator("[part~='call']").nth(2).click()],
    [list.locator("[part~='turn']").nth(1)],
  ];
  for (const [wanted, act] of steps) {
    if (!(await shows(wanted))) {
      await page.locator("html[data-error]").waitFor({ state: "attached", timeout: 10_000 });
      return "notice and event";
    }
    await act?.();
  }
  return "rows and turns";
}
