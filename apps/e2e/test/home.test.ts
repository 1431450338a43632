import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { violationsOf } from "./support/axe-run.ts";
import { openWorld, type World } from "./support/world.ts";

let world: World;
before(async () => {
  world = await openWorld();
});
after(() => world?.close());

describe("the page at the Worker's own address", () => {
  it("leads to the errors page, which leads back", async () => {
    const { page, complaints } = await world.newPage();
    await page.goto(world.demo.brokerUrl);
    await page.getByRole("heading", { name: "Ready" }).waitFor();
    await page.getByRole("link", { name: /What each error means/ }).click();
    await page.getByRole("heading", { name: "Keyhole errors", level: 1 }).waitFor();
    await page.getByRole("link", { name: /About this Worker/ }).click();
    await page.getByRole("heading", { name: "Ready" }).waitFor();
    assert.equal(page.url(), `${world.demo.brokerUrl}/`);
    assert.deepEqual(complaints, []);
  });

  for (const colorScheme of ["light", "dark"] as const) {
    it(`is accessible and fits 320 px, ${colorScheme}`, async () => {
      const asked = colorScheme === "light" ? "all" : "colours";
      const { page, complaints } = await world.newPage();
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width: 320, height: 640 });
      await page.goto(world.demo.brokerUrl);
      assert.deepEqual(await violationsOf(page.locator(":root"), { asked }), []);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert(overflow <= 0, `${overflow} px wider than the window`);
      await page.goto(`${world.demo.brokerUrl}/keyhole/errors.html`);
      assert.deepEqual(await violationsOf(page.locator(":root"), { asked }), []);
      assert.deepEqual(complaints, []);
    });
  }
});
