import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { violationsOf } from "./support/axe-run.ts";
import { nextList, rows } from "./support/calls.ts";
import { settled } from "./support/settled.ts";
import { openWorld, type World } from "./support/world.ts";

let world: World;
before(async () => {
  world = await openWorld();
});
after(() => world?.close());

test("figures stand above a list that shares their range, and axe finds nothing", async () => {
  const watched = await world.newPage();
  const { page, complaints } = watched;
  await page.goto(`${world.demo.pageUrl}/overview.html`);
  await page.getByRole("button", { name: "Sign in as Inês Duarte" }).click();
  await rows(page).first().waitFor();
  const overview = page.locator("keyhole-overview");
  for (const title of ["Calls", "Minutes", "Average duration", "Share passed"])
    await overview.locator("[part~='chart-title']").getByText(title, { exact: true }).waitFor();
  const week = nextList(watched);
  await overview.getByText("7 days", { exact: true }).click();
  const sinceMs = Date.now() - 8 * 86_400_000;
  assert((await week).every(({ createdAt }) => Date.parse(createdAt) >= sinceMs));
  await settled(page);
  assert.deepEqual(await violationsOf(page.locator(":root")), []);
  assert.deepEqual(complaints, []);
});
