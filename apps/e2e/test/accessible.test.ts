import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { violationsOf } from "./support/axe-run.ts";
import { callsAs, lookAs, rows } from "./support/calls.ts";
import { settled } from "./support/settled.ts";
import { openWorld, type World } from "./support/world.ts";

let world: World;
before(async () => {
  world = await openWorld();
});
after(() => world?.close());

for (const colorScheme of ["light", "dark"] as const) {
  for (const width of [1200, 320]) {
    test(`axe finds nothing, ${colorScheme}, ${width} px wide`, async () => {
      const asked = colorScheme === "light" ? "all" : "colours";
      const watched = await world.newPage();
      const { page } = watched;
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await page.setViewportSize({ width, height: 800 });
      await page.goto(world.demo.pageUrl);
      await page.getByText("Developer panel").click();
      await callsAs(watched, "Inês Duarte");
      await rows(page).first().waitFor();
      await settled(page);
      assert.deepEqual(await violationsOf(page.locator(":root"), { asked }), []);
      await callsAs(watched, "A visitor");
      await settled(page);
      assert.deepEqual(await violationsOf(page.locator(":root"), { asked }), []);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert(overflow <= 0, `${overflow} px wider than the window`);
    });
  }
}

test("axe finds nothing on the page of outbound calls, signed in or not", async () => {
  const { page } = await world.newPage();
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.setViewportSize({ width: 320, height: 800 });
  await page.goto(`${world.demo.pageUrl}/cekura.html`);
  await page.locator("keyhole-calls").getByText("You are not signed in").waitFor();
  assert.deepEqual(await violationsOf(page.locator(":root")), []);
  await page.getByRole("button", { name: "Sign in as Inês Duarte" }).click();
  await rows(page).first().waitFor();
  await settled(page);
  assert.deepEqual(await violationsOf(page.locator(":root")), []);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert(overflow <= 0, `${overflow} px wider than the window`);
});

for (const [width, height] of [
  [1400, 900],
  [1000, 1200],
  [390, 844],
] as const) {
  test(`the list has the room of a window of ${width} by ${height} px`, async () => {
    const watched = await world.newPage();
    const { page } = watched;
    await page.setViewportSize({ width, height });
    await page.goto(world.demo.pageUrl);
    await callsAs(watched, "Inês Duarte");
    await rows(page).first().waitFor();
    await page.locator("keyhole-calls").getByRole("button", { name: "Export", exact: true }).waitFor();
    const list = await page.locator("keyhole-calls").boundingBox();
    assert(list);
    assert(list.height >= height * 0.7, `${list.height} px high`);
    assert(list.height <= height, `${list.height} px high`);
    if (width >= 900) assert(list.y + list.height <= height, `ends at ${list.y + list.height} px`);
  });
}

test("the page is used by keyboard alone", async () => {
  const { page } = await world.newPage();
  await page.goto(world.demo.pageUrl);
  await rows(page).first().waitFor();
  await lookAs(page, "Maya Okafor");
  await page.keyboard.press("ArrowDown");
  await page.getByText("Signed in as Jonas Weber").waitFor();
  await rows(page).first().waitFor();
  await page.keyboard.press("Tab");
  const names: string[] = [];
  for (let steps = 0; steps < 12; steps += 1) {
    names.push(
      await page.evaluate(() => document.activeElement?.id || document.activeElement?.localName || ""),
    );
    await page.keyboard.press("Tab");
  }
  for (const name of ["refresh", "keyhole-calls", "copy"])
    assert(names.includes(name), `${name} in ${names}`);
});
