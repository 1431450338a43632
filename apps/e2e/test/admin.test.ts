import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, describe, it } from "node:test";
import { rows } from "./support/calls.ts";
import { openWorld, type World } from "./support/world.ts";

let world: World;
before(async () => {
  world = await openWorld();
});
after(() => world?.close());

describe("the owner's page", () => {
  it("signs in, filters, switches a site off and on again, and has forgotten the secret after a reload", async () => {
    const { adminSecret } = world.demo.secrets;
    const [{ page, complaints, origins }, viewer] = [await world.newPage(), await world.newPage()];
    await viewer.page.goto(world.demo.pageUrl);
    await viewer.page.getByRole("radio", { name: "Inês Duarte" }).check();
    await rows(viewer.page).nth(3).waitFor();

    await page.goto(`${world.demo.brokerUrl}/admin`);
    const secret = page.getByLabel("Admin secret");
    await secret.fill("a-wrong-secret-of-the-same-kind-0123456789");
    await secret.press("Enter");
    await page.getByText("The secret is wrong").waitFor();
    await secret.fill(adminSecret);
    await secret.press("Enter");

    const events = page.getByRole("table", { name: "Audit log" }).getByRole("row");
    await events.nth(1).waitFor();
    await page.getByLabel("Kind").selectOption({ label: "Refusal" });
    await events.filter({ hasText: "POST /v1/token" }).first().waitFor({ state: "detached" });
    await events.filter({ hasText: "admin: wrong" }).first().waitFor();
    const [saved] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Save as NDJSON" }).click(),
    ]);
    const [line = ""] = readFileSync(await saved.path(), "utf8").split("\n");
    assert.equal((JSON.parse(line) as { kind: string }).kind, "refusal");

    await page.getByRole("button", { name: "Switches", exact: true }).click();
    await page.getByRole("button", { name: "Switch off the site acme" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Switch off" }).click();
    await page.getByText("Switched off: acme").first().waitFor();
    try {
      await viewer.page.reload();
      await viewer.page.locator("keyhole-calls").getByText("This site is disabled").first().waitFor();
    } finally {
      await page.getByRole("button", { name: "Switch on the site acme" }).click();
      await page.getByRole("dialog").getByRole("button", { name: "Switch on" }).click();
      await page.getByText("Switched on: acme").first().waitFor();
    }
    await viewer.page.reload();
    await rows(viewer.page).nth(3).waitFor();

    const held = await page.evaluate(() => ({
      markup:
        document.documentElement.outerHTML + document.querySelector("keyhole-admin")?.shadowRoot?.innerHTML,
      stored: JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, history.state]),
      address: location.href,
    }));
    assert(!JSON.stringify([held, await page.evaluate(() => indexedDB.databases())]).includes(adminSecret));
    await page.reload();
    await secret.waitFor();
    assert.equal(await secret.inputValue(), "");
    assert.equal(await page.getByRole("table").count(), 0);
    assert.deepEqual([complaints, [...origins]], [[], [world.demo.brokerUrl]]);
  });
});
