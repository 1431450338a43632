import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { createHost } from "@keyhole/demo";
import { choosePorts, listenOnLocalhost } from "@keyhole/dev/processes";
import { rows } from "./support/calls.ts";
import { openWorld, type World } from "./support/world.ts";

let world: World;
before(async () => {
  world = await openWorld();
});
after(() => world?.close());

test("a page of an origin that the site does not list is refused, and says what to do", async () => {
  const [port = 0] = await choosePorts([{ name: "other page", port: 0, setting: "none" }]);
  const origin = `http://localhost:${port}`;
  const handler = createHost({
    origin,
    brokerOrigin: world.demo.brokerUrl,
    simulatorOrigin: world.demo.simulatorUrl,
    assertionSecret: world.demo.secrets.assertionSecret,
  });
  const close = await listenOnLocalhost(handler, port);
  try {
    const { page, recording } = await world.newPage();
    const [refusal] = await Promise.all([
      recording.nextAnswer(({ method, url }) => method === "POST" && url.pathname === "/v1/token"),
      page.goto(origin),
    ]);
    assert.match(refusal.body, /"origin_not_allowed"/);
    assert(!refusal.body.includes(world.demo.pageUrl), "the origins that are allowed are nobody's business");
    const list = page.locator("keyhole-calls");
    await list.getByText("This page may not show calls").waitFor();
    const text = await list.locator("[part=notice-text]").textContent();
    assert.match(text ?? "", new RegExp(origin));
    assert.match(text ?? "", /origins/);
    assert.match(text ?? "", /northside/);
    assert.equal(await rows(page).count(), 0);

    // Where the file with the checks does not come, the words for that stand in its place.
    await page.route("**/doctor.js*", (route) => route.abort());
    const findOut = list.getByRole("button", { name: "Find out why" });
    await findOut.click();
    await list.getByText("a content blocker stopped a file").first().waitFor();
    await page.unroute("**/doctor.js*");
    await findOut.click();
    const failed = list.getByRole("dialog").locator("[part=check].failed");
    await failed.first().waitFor();
    assert.deepEqual(await failed.locator("[part=check-name]").allTextContents(), [
      "Origin allowed for the site",
    ]);
    assert.match((await failed.locator("[part=check-fix]").textContent()) ?? "", new RegExp(origin));
    const words = (await list.getByRole("dialog").textContent()) ?? "";
    assert(!words.includes(world.demo.pageUrl));
  } finally {
    close();
  }
});
