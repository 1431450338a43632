import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { RECEPTION_AGENT_ID } from "@keyhole/simulator";
import { type Call, callsAs, lookAs, nextList, outliveAnswers, rows } from "./support/calls.ts";
import { openWorld, type World } from "./support/world.ts";

let world: World;
before(async () => {
  world = await openWorld();
});
after(() => world?.close());

function tenants(calls: Call[]): string[] {
  return [...new Set(calls.map((call) => call.metadata.tenant ?? "none"))].sort();
}

test("support sees its own tenant's calls, an administrator all, without a reload", async () => {
  const watched = await world.newPage();
  const { page, complaints } = watched;
  await page.goto(world.demo.pageUrl);
  await page.evaluate(() => document.body.setAttribute("data-same-page", ""));

  const maya = await callsAs(watched, "Maya Okafor");
  assert.deepEqual(tenants(maya), ["tenant-a"]);
  await page.getByText("Signed in as Maya Okafor").waitFor();

  const jonas = await callsAs(watched, "Jonas Weber");
  assert.deepEqual(tenants(jonas), ["tenant-b"]);
  await page.getByText("Signed in as Jonas Weber").waitFor();
  const mayasIds = maya.map((call) => call.id);
  assert(jonas.length > 0 && jonas.every((call) => !mayasIds.includes(call.id)));

  const ines = await callsAs(watched, "Inês Duarte");
  assert(tenants(ines).length > 2);
  await rows(page).getByText("tenant-c", { exact: true }).first().waitFor();

  assert.equal(await page.locator("body[data-same-page]").count(), 1);
  assert.deepEqual(complaints, []);
});

test("a visitor sees the calls made from this browser, and no other visitor does", async () => {
  const first = await world.newPage();
  await first.page.goto(world.demo.pageUrl);
  assert.deepEqual(await callsAs(first, "A visitor"), []);
  for (const expected of [1, 2]) {
    await outliveAnswers(first.page);
    const list = nextList(first);
    await first.page.getByRole("button", { name: "Make a sample call" }).click();
    assert.equal((await list).length, expected);
    // The row of the new call is drawn a moment after the answer.
    await rows(first.page)
      .nth(expected - 1)
      .waitFor();
  }
  assert.equal(await rows(first.page).count(), 2);

  const second = await world.newPage();
  await second.page.goto(world.demo.pageUrl);
  assert.deepEqual(await callsAs(second, "A visitor"), []);

  // The key outlives the page, and a member who looks in between.
  await callsAs(first, "Maya Okafor");
  assert.equal((await callsAs(first, "A visitor")).length, 2);
  const [again] = await Promise.all([nextList(first), first.page.reload()]);
  assert.equal(again.length, 2);
});

test("the public site shows one agent's calls to anybody", async () => {
  const watched = await world.newPage();
  const { page } = watched;
  const list = nextList(watched);
  await page.goto(world.demo.pageUrl);
  const calls = await list;
  assert(calls.length > 0);
  assert(calls.every((call) => call.agent?.id === RECEPTION_AGENT_ID));
  assert.deepEqual(tenants(calls), ["none"]);
});

test("signing out takes the rows away, and nothing comes back without signing in", async () => {
  const watched = await world.newPage();
  const { page } = watched;
  await page.goto(world.demo.pageUrl);
  await callsAs(watched, "Maya Okafor");
  await rows(page).first().waitFor();
  await page.getByRole("button", { name: "Sign out" }).click();
  const list = page.locator("keyhole-calls");
  await list.getByText("You are signed out").waitFor();
  assert.equal(await rows(page).count(), 0);
  await page.getByText("Not signed in", { exact: true }).waitFor();
  await list.getByRole("button").first().click();
  await list.getByText("You are not signed in").waitFor();
  await lookAs(page, "Maya Okafor");
  await rows(page).first().waitFor();
});

test("who is signed in stays so after a reload", async () => {
  const watched = await world.newPage();
  const { page } = watched;
  await page.goto(world.demo.pageUrl);
  await callsAs(watched, "Jonas Weber");
  const [calls] = await Promise.all([nextList(watched), page.reload()]);
  assert.deepEqual(tenants(calls), ["tenant-b"]);
  assert.equal(await page.getByRole("radio", { name: "Jonas Weber" }).isChecked(), true);
});

test("the snippet that is shown is what the page contains", async () => {
  const watched = await world.newPage();
  const { page } = watched;
  await page.goto(world.demo.pageUrl);
  const script = `<script type="module" src="${world.demo.brokerUrl}/keyhole.js"></script>`;
  const elements = [
    ["Maya Okafor", '<keyhole-calls site="acme" assertion-src="/keyhole-assertion"></keyhole-calls>'],
    ["A visitor", '<keyhole-calls site="acme"></keyhole-calls>'],
    ["Anybody", '<keyhole-calls site="northside"></keyhole-calls>'],
  ] as const;
  const html = await (await fetch(`${world.demo.pageUrl}/`)).text();
  for (const [name, element] of elements) {
    await callsAs(watched, name);
    assert.equal(await page.locator("#snippet").textContent(), `${script}\n${element}`);
    const shown = await page.locator("#calls > keyhole-calls").evaluate((node) => {
      const copy = document.createElement("keyhole-calls");
      for (const { name, value } of node.attributes) copy.setAttribute(name, value);
      return copy.outerHTML;
    });
    assert.equal(shown, element);
    assert(html.includes(script) && html.includes(element));
  }
});
