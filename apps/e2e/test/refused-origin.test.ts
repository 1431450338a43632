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
  } finally {
    close();
  }
});
